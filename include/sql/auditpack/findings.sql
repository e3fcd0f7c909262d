-- What was found in the workbooks of the sample.
SELECT file_id, rule, rule_version, severity, sheet, cell, value, expected, difference_vnd, message, found_at
FROM quality.finding
WHERE file_id = ANY (%(files)s::bigint[]) AND NOT on_trial
ORDER BY file_id, finding_id
