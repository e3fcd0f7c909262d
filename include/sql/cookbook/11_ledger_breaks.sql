-- Số dư cuối năm trước có bằng số chuyển sang năm sau không? / Does the closing of a year equal the next year's opening?
--
-- VI: Số dư dự toán chuyển sang theo biểu 04-SDKP của năm, so với vốn chuyển sang trong báo cáo mới nhất của năm sau (có
-- hoặc không kèm số dư tạm ứng). Chỉ ghi chỗ không khớp, với ô của cả hai bên.
-- EN: What form 04-SDKP carries out of a year against what the next year's latest report carries in (with or without
-- the open advances). Only what does not meet is shown, with the cells of both sides.
--
-- year: 2022 (năm quyết toán / the year that closes)
-- units: 42 (mã đơn vị bắt đầu bằng / unit codes that begin so; empty: all)
WITH closing AS (
    SELECT fact.unit_code, component_code, capital_type,
        sum(amount) FILTER (WHERE measure = 'carried_out') AS closing_vnd,
        COALESCE(sum(amount) FILTER (WHERE measure = 'advance'), 0) AS advance_vnd,
        string_agg(sheet || '!' || cell, '; ' ORDER BY sheet, cell) FILTER (WHERE measure = 'carried_out') AS closing_cells,
        max(submission_id) AS closing_file
    FROM core.submission JOIN core.fact USING (submission_id)
    WHERE submission.source_kind = 'carryover_form' AND fact.budget_year = %(year)s::int
        AND fact.unit_code ^@ %(units)s::text
        AND NOT EXISTS (SELECT FROM core.supersession WHERE superseded_id = submission.submission_id)
    GROUP BY fact.unit_code, component_code, capital_type
),
reported AS (
    SELECT unit_code, component_code, capital_type, amount, sheet, cell, submission_id, dense_rank() OVER (
            PARTITION BY unit_code, component_code, capital_type ORDER BY as_of DESC
        ) AS place
    FROM core.fact
    WHERE source_kind = 'unit_report' AND budget_year = %(year)s::int + 1 AND measure = 'carried_in'
        AND unit_code ^@ %(units)s::text
        AND NOT EXISTS (SELECT FROM core.supersession WHERE superseded_id = fact.submission_id)
),
opening AS (
    SELECT unit_code, component_code, capital_type, sum(amount) AS opening_vnd,
        string_agg(sheet || '!' || cell, '; ' ORDER BY sheet, cell) AS opening_cells, max(submission_id) AS opening_file
    FROM reported
    WHERE place = 1 AND unit_code IN (SELECT unit_code FROM closing)
    GROUP BY unit_code, component_code, capital_type
)
SELECT unit_code, component_code, capital_type, closing_vnd, advance_vnd, opening_vnd,
    COALESCE(opening_vnd, 0) - COALESCE(closing_vnd, 0) AS difference_vnd, closing_file, closing_cells, opening_file,
    opening_cells
FROM closing FULL JOIN opening USING (unit_code, component_code, capital_type)
WHERE COALESCE(opening_vnd, 0) NOT IN (COALESCE(closing_vnd, 0), COALESCE(closing_vnd + advance_vnd, 0))
ORDER BY unit_code, component_code, capital_type
