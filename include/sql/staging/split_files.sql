-- Duplicates that are files of their own after all: the same bytes were rejected, or say nothing by themselves (a nil
-- return), and came under another name or in another folder, which may change what they mean.
WITH apart AS (
    SELECT receipt.receipt_id, receipt.sha256, file.size_bytes, receipt.folder_unit_code,
        concat_ws('/', receipt.folder_unit_code, receipt.original_name) AS told_by
    FROM quality.receipt JOIN quality.file USING (file_id)
    WHERE receipt.status = 'duplicate' AND (file_id = ANY (%(files)s) OR receipt_id = ANY (%(receipts)s))
        AND (file.status = 'rejected' OR file.rows_read = 0 AND file.status <> 'received')
        AND file.told_by <> concat_ws('/', receipt.folder_unit_code, receipt.original_name)
),
new_file AS (
    INSERT INTO quality.file (sha256, told_by, size_bytes, folder_unit_code)
    SELECT sha256, told_by, size_bytes, folder_unit_code
    FROM (SELECT DISTINCT ON (sha256, told_by) * FROM apart ORDER BY sha256, told_by, receipt_id) AS first_drop
    ORDER BY receipt_id
    ON CONFLICT (sha256, told_by) DO NOTHING
    RETURNING file_id, sha256, told_by
)
UPDATE quality.receipt
SET file_id = new_file.file_id, message = NULL,
    status = CASE WHEN receipt.receipt_id = (
        SELECT min(receipt_id) FROM apart WHERE (apart.sha256, apart.told_by) = (new_file.sha256, new_file.told_by)
    ) THEN 'received' ELSE 'duplicate' END
FROM apart JOIN new_file USING (sha256, told_by)
WHERE receipt.receipt_id = apart.receipt_id
RETURNING receipt.receipt_id, receipt.reference, receipt.status
