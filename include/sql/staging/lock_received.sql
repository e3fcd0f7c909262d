-- Locks received files for the transaction that is open; what another loader works on is left to it.
-- NO KEY UPDATE: receipts of the same file may still be written meanwhile.
SELECT file_id, sha256, folder_unit_code, attempts, (
    SELECT original_name FROM quality.receipt WHERE receipt.file_id = file.file_id ORDER BY receipt_id LIMIT 1
) AS original_name
FROM quality.file
WHERE status = 'received' AND file_id = ANY (%(files)s)
ORDER BY file_id
FOR NO KEY UPDATE SKIP LOCKED
