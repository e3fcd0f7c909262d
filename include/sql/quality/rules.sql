-- What was found since a month, by rule: the most frequent first, errors before warnings.
SELECT rule, severity, sum(findings) AS findings, sum(waived) AS waived, sum(files) AS files,
    count(DISTINCT unit_code) AS units, max(month) AS last_month
FROM quality.findings_by_month
WHERE month >= %(since)s
GROUP BY rule, severity
ORDER BY severity, sum(findings) DESC, rule
