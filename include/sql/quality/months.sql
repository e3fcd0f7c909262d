-- Months since a day: reports that came, how many were right at first, errors and warnings, the latest first.
WITH report AS (
    SELECT month, count(*) AS reports, count(*) FILTER (WHERE passed_at_first) AS passed,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY days_to_mend) AS days_to_mend
    FROM quality.report_tries GROUP BY month
),
found AS (
    SELECT month, sum(findings) FILTER (WHERE severity = 'error') AS errors,
        sum(findings) FILTER (WHERE severity = 'warning') AS warnings
    FROM quality.findings_by_month GROUP BY month
)
SELECT month, COALESCE(reports, 0) AS reports, COALESCE(passed, 0) AS passed, days_to_mend,
    COALESCE(errors, 0) AS errors, COALESCE(warnings, 0) AS warnings
FROM report FULL JOIN found USING (month)
WHERE month >= %(since)s
ORDER BY month DESC
