-- Staged files that no other builder holds, with the place of their last drop that was judged in the order of arrival.
SELECT file_id, sha256, form, source_kind, unit_code, budget_year, as_of, subject, scope, content_hash,
    decision_number, decision_date, batch_id, rows_loaded, (
        SELECT COALESCE(max(receipt_id), 0) FROM quality.receipt
        WHERE receipt.file_id = file.file_id AND receipt.status NOT IN ('duplicate', 'refused')
    ) AS arrival
FROM quality.file
WHERE status = 'staged' AND (%(only)s::bigint[] IS NULL OR file_id = ANY (%(only)s::bigint[]))
ORDER BY file_id
FOR NO KEY UPDATE SKIP LOCKED
