-- Đơn vị báo cáo số vốn được giao có đúng quyết định không? / Do units report the money that decisions gave them?
--
-- VI: Vốn được giao theo các quyết định đến ngày hỏi, so với vốn giao ghi trong báo cáo mới nhất của đơn vị.
-- EN: What decisions gave up to a day, against what the unit's latest report says it was given.
--
-- on_day: 2023-09-30 (hỏi vào ngày / the day asked about)
-- units: 42 (mã đơn vị bắt đầu bằng / unit codes that begin so; empty: all)
WITH report AS (
    SELECT DISTINCT ON (unit_code, scope) submission_id FROM core.submission
    WHERE source_kind = 'unit_report' AND budget_year = EXTRACT(year FROM %(on_day)s::date) AND as_of <= %(on_day)s::date
        AND unit_code ^@ %(units)s::text
        AND NOT EXISTS (SELECT FROM core.supersession WHERE superseded_id = submission.submission_id)
    ORDER BY unit_code, scope, as_of DESC
),
reported AS (
    SELECT fact.* FROM report JOIN core.fact USING (submission_id)
),
decided AS (
    SELECT fact.* FROM core.submission JOIN core.fact USING (submission_id)
    WHERE submission.source_kind = 'decision' AND submission.budget_year = EXTRACT(year FROM %(on_day)s::date)
        AND submission.as_of <= %(on_day)s::date AND fact.unit_code ^@ %(units)s::text
        AND NOT EXISTS (SELECT FROM core.supersession WHERE superseded_id = submission.submission_id)
)
SELECT unit_code, component_code, capital_type, money_year_first AS money_year,
    sum(amount) FILTER (WHERE source_kind = 'decision') AS decided_vnd,
    sum(amount) FILTER (WHERE source_kind = 'unit_report') AS reported_vnd,
    COALESCE(sum(amount) FILTER (WHERE source_kind = 'unit_report'), 0)
        - COALESCE(sum(amount) FILTER (WHERE source_kind = 'decision'), 0) AS difference_vnd,
    string_agg(sheet || '!' || cell, '; ' ORDER BY sheet, cell) FILTER (WHERE source_kind = 'decision') AS decision_cells,
    string_agg(sheet || '!' || cell, '; ' ORDER BY sheet, cell) FILTER (WHERE source_kind = 'unit_report') AS report_cells
FROM (SELECT * FROM reported UNION ALL SELECT * FROM decided) AS said
WHERE measure IN ('allocated', 'adjusted')
GROUP BY unit_code, component_code, capital_type, money_year_first
HAVING COALESCE(sum(amount) FILTER (WHERE source_kind = 'decision'), 0)
    <> COALESCE(sum(amount) FILTER (WHERE source_kind = 'unit_report'), 0)
ORDER BY abs(COALESCE(sum(amount) FILTER (WHERE source_kind = 'unit_report'), 0)
    - COALESCE(sum(amount) FILTER (WHERE source_kind = 'decision'), 0)) DESC, unit_code, component_code
