-- Quyết định nào đã giao tiền mà chưa chi đồng nào? / Which decisions gave money of which nothing is spent?
--
-- VI: Vốn giao trong năm mà báo cáo mới nhất ghi chưa giải ngân, hoặc chưa có báo cáo (hai chuyện khác nhau).
-- EN: Money given this year of which the latest report says nothing is spent, or of which nobody has reported: two
-- different things, told apart.
--
-- on_day: 2023-09-30 (hỏi vào ngày / the day asked about)
-- units: 42 (mã đơn vị bắt đầu bằng / unit codes that begin so; empty: all)
WITH idle AS (
    SELECT * FROM mart.lines_on(%(on_day)s::date)
    WHERE money_year_first = EXTRACT(year FROM %(on_day)s::date)::int AND unit_code ^@ %(units)s::text
        AND COALESCE(disbursed_vnd, 0) = 0
)
SELECT submission.decision_number, submission.decision_date, idle.unit_code, idle.component_code, idle.capital_type,
    sum(fact.amount) AS given_vnd,
    CASE WHEN idle.disbursed_vnd IS NULL THEN 'not reported' ELSE 'reported as zero' END AS spending,
    %(on_day)s::date - submission.decision_date AS days_since
FROM idle
JOIN core.fact ON fact.unit_code = idle.unit_code AND fact.component_code = idle.component_code
    AND fact.capital_type = idle.capital_type AND fact.source_kind = 'decision' AND fact.as_of <= %(on_day)s::date
    AND fact.money_year_first = idle.money_year_first AND fact.measure IN ('allocated', 'adjusted')
JOIN core.submission USING (submission_id)
WHERE NOT EXISTS (SELECT FROM core.supersession WHERE superseded_id = fact.submission_id)
GROUP BY submission.decision_number, submission.decision_date, idle.unit_code, idle.component_code, idle.capital_type,
    idle.disbursed_vnd
HAVING sum(fact.amount) > 0
ORDER BY given_vnd DESC, unit_code, component_code, capital_type
