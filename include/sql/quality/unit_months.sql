-- Reports and those right at first, by unit and month.
SELECT unit_code, month, count(*) AS reports, count(*) FILTER (WHERE passed_at_first) AS passed
FROM quality.report_tries
WHERE month >= %(since)s
GROUP BY unit_code, month
