-- A rejected file that is sent again is judged again if anything that spoke against it may have changed since: the rules,
-- forms and reference data, the day, or the figures in force that it was compared with.
UPDATE quality.file
SET status = 'received', attempts = 0
FROM jsonb_to_recordset(%(drops)s::jsonb) AS dropped (sha256 text, told_by text)
WHERE (file.sha256, file.told_by) = (dropped.sha256, dropped.told_by) AND file.status IN ('rejected', 'held')
    AND (
        (file.rulebook, file.judged_on) IS DISTINCT FROM (%(rulebook)s, %(today)s::date)
        OR EXISTS (SELECT FROM core.submission WHERE known_from > file.decided_at)
    )
