-- Đơn vị báo cáo số vốn được giao có đúng quyết định không? / Do units report the money that decisions gave them?
--
-- VI: Vốn được giao theo các quyết định đến ngày hỏi, so với vốn giao ghi trong báo cáo mới nhất của đơn vị. Chưa có báo
-- cáo thì reported_vnd trống.
-- EN: What decisions gave up to a day, against what the unit's latest report says it was given. Without a report,
-- reported_vnd is empty.
--
-- on_day: 2023-09-30 (hỏi vào ngày / the day asked about)
-- units: 42 (mã đơn vị bắt đầu bằng / unit codes that begin so; empty: all)
WITH said AS (
    SELECT fact.*, submission.source_kind = 'decision' AS is_decision, dense_rank() OVER (
            PARTITION BY fact.unit_code, component_code, capital_type, submission.source_kind = 'decision'
            ORDER BY CASE WHEN submission.source_kind <> 'decision' THEN fact.as_of END DESC
        ) AS place  -- decisions add up, of reports the latest counts
    FROM core.submission JOIN core.fact USING (submission_id)
    WHERE submission.source_kind IN ('decision', 'unit_report') AND measure IN ('allocated', 'adjusted')
        AND fact.budget_year = EXTRACT(year FROM %(on_day)s::date)::int AND fact.as_of <= %(on_day)s::date
        AND fact.unit_code ^@ %(units)s::text
        AND NOT EXISTS (SELECT FROM core.supersession WHERE superseded_id = submission.submission_id)
),
compared AS (
    SELECT unit_code, component_code, capital_type, money_year_first AS money_year,
        sum(amount) FILTER (WHERE is_decision) AS decided_vnd,
        sum(amount) FILTER (WHERE NOT is_decision) AS reported_vnd,
        string_agg(sheet || '!' || cell, '; ' ORDER BY sheet, cell) FILTER (WHERE is_decision) AS decision_cells,
        string_agg(sheet || '!' || cell, '; ' ORDER BY sheet, cell) FILTER (WHERE NOT is_decision) AS report_cells
    FROM said
    WHERE place = 1
    GROUP BY unit_code, component_code, capital_type, money_year_first
)
SELECT unit_code, component_code, capital_type, money_year, decided_vnd, reported_vnd,
    COALESCE(reported_vnd, 0) - COALESCE(decided_vnd, 0) AS difference_vnd, decision_cells, report_cells
FROM compared
WHERE COALESCE(reported_vnd, 0) <> COALESCE(decided_vnd, 0)
ORDER BY abs(COALESCE(reported_vnd, 0) - COALESCE(decided_vnd, 0)) DESC, unit_code, component_code, capital_type
