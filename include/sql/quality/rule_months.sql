-- Findings by rule and month.
SELECT rule, severity, month, sum(findings) AS findings
FROM quality.findings_by_month
WHERE month >= %(since)s
GROUP BY rule, severity, month
