-- Số dư cuối năm trước có bằng số chuyển sang năm sau không? / Does the closing of a year equal the next year's opening?
--
-- VI: Số dư dự toán chuyển sang theo biểu 04-SDKP của năm, so với vốn chuyển sang trong báo cáo mới nhất của năm sau (có
-- hoặc không kèm số dư tạm ứng). Chỉ ghi chỗ không khớp, với ô của cả hai bên.
-- EN: What form 04-SDKP carries out of a year against what the next year's latest report carries in (with or without
-- the open advances). Only what does not meet is shown, with the cells of both sides.
--
-- year: 2022 (năm quyết toán / the year that closes)
-- units: 42 (mã đơn vị bắt đầu bằng / unit codes that begin so; empty: all)
WITH in_force AS (
    SELECT submission_id, source_kind, unit_code, as_of FROM core.submission
    WHERE budget_year IN (%(year)s::int, %(year)s::int + 1) AND unit_code ^@ %(units)s::text
        AND source_kind IN ('carryover_form', 'unit_report')
        AND NOT EXISTS (SELECT FROM core.supersession WHERE superseded_id = submission.submission_id)
),
closing AS (
    SELECT fact.unit_code, component_code, capital_type,
        sum(amount) FILTER (WHERE measure = 'carried_out') AS closing_vnd,
        COALESCE(sum(amount) FILTER (WHERE measure = 'advance'), 0) AS advance_vnd,
        string_agg(sheet || '!' || cell, '; ' ORDER BY sheet, cell) FILTER (WHERE measure = 'carried_out') AS closing_cells,
        max(submission_id) AS closing_file
    FROM in_force JOIN core.fact USING (submission_id)
    WHERE in_force.source_kind = 'carryover_form' AND fact.budget_year = %(year)s::int
    GROUP BY fact.unit_code, component_code, capital_type
),
latest AS (
    SELECT unit_code, max(as_of) AS as_of FROM in_force
    WHERE source_kind = 'unit_report' AND as_of > make_date(%(year)s::int, 12, 31) GROUP BY unit_code
),
opening AS (
    SELECT fact.unit_code, component_code, capital_type, sum(amount) AS opening_vnd,
        string_agg(sheet || '!' || cell, '; ' ORDER BY sheet, cell) AS opening_cells, max(submission_id) AS opening_file
    FROM latest JOIN in_force USING (unit_code, as_of) JOIN core.fact USING (submission_id)
    WHERE in_force.source_kind = 'unit_report' AND measure = 'carried_in'
    GROUP BY fact.unit_code, component_code, capital_type
)
SELECT unit_code, component_code, capital_type, closing_vnd, advance_vnd, opening_vnd,
    opening_vnd - closing_vnd AS difference_vnd, closing_file, closing_cells, opening_file, opening_cells
FROM closing LEFT JOIN opening USING (unit_code, component_code, capital_type)
WHERE opening_vnd IS DISTINCT FROM closing_vnd AND opening_vnd IS DISTINCT FROM closing_vnd + advance_vnd
    AND NOT (closing_vnd = 0 AND opening_vnd IS NULL)
ORDER BY unit_code, component_code, capital_type
