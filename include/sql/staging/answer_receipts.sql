-- The receipt that waited for its file's verdict gets it.
UPDATE quality.receipt
SET status = answer.status, message = answer.message, rows_loaded = answer.rows_loaded,
    sums = COALESCE(answer.sums, receipt.sums)
FROM jsonb_to_recordset(%(answers)s::jsonb)
    AS answer (file_id bigint, status text, message text, rows_loaded int, sums jsonb)
WHERE receipt.file_id = answer.file_id AND receipt.status IN ('received', 'staged')
