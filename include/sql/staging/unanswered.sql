-- Receipts whose verdict is known but whose sender has no answer yet.
SELECT receipt_id, reference, file_id, sha256, folder_unit_code, original_name, received_at, status, message,
    rows_loaded, sums
FROM quality.receipt
WHERE answered_at IS NULL AND status NOT IN ('received', 'staged')
ORDER BY receipt_id
LIMIT %(most)s
FOR UPDATE SKIP LOCKED
