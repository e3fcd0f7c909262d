-- A rejected file that is sent again is judged again if the rules, forms or reference data have changed since.
UPDATE quality.file
SET status = 'received', attempts = 0
FROM jsonb_to_recordset(%(drops)s::jsonb) AS dropped (sha256 text, told_by text)
WHERE (file.sha256, file.told_by) = (dropped.sha256, dropped.told_by) AND file.status IN ('rejected', 'held')
    AND file.rulebook IS DISTINCT FROM %(rulebook)s
