-- What was found in these files, in the order of their cells' finding.
SELECT file_id, rule, rule_version, severity, sheet, cell, value, expected, difference_vnd, message
FROM quality.finding
WHERE file_id = ANY (%(files)s) AND NOT on_trial
ORDER BY finding_id
