-- Staged files, with their places in the order of arrival. Builders take turns (journal.lock); whoever else holds such a file
-- looks whether a crash left it (loading/recovery.py) and is done in a moment. It is waited for: a file that were passed over
-- here would lie until somebody builds again.
SELECT file_id, sha256, form, source_kind, unit_code, budget_year, as_of, subject, scope, content_hash,
    decision_number, decision_date, batch_id, rows_loaded, staging.arrival(file_id) AS arrival
FROM quality.file
WHERE status = 'staged' AND (%(only)s::bigint[] IS NULL OR file_id = ANY (%(only)s::bigint[]))
ORDER BY file_id
FOR NO KEY UPDATE
