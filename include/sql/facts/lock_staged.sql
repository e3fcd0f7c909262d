-- Staged files that no other builder holds, with their places in the order of arrival.
SELECT file_id, sha256, form, source_kind, unit_code, budget_year, as_of, subject, scope, content_hash,
    decision_number, decision_date, batch_id, rows_loaded, staging.arrival(file_id) AS arrival
FROM quality.file
WHERE status = 'staged' AND (%(only)s::bigint[] IS NULL OR file_id = ANY (%(only)s::bigint[]))
ORDER BY file_id
FOR NO KEY UPDATE SKIP LOCKED
