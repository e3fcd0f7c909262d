-- Rejected files that a waiver concerns are judged again; their receipts wait with them.
WITH reopened AS (
    UPDATE quality.file
    SET status = 'received', attempts = 0
    FROM quality.waiver
    WHERE waiver.waiver_id = %(waiver_id)s AND file.status = 'rejected'
        AND (waiver.sha256 IS NULL OR waiver.sha256 = file.sha256)
        AND (waiver.unit_code IS NULL OR waiver.unit_code = COALESCE(file.unit_code, file.folder_unit_code))
        AND EXISTS (
            SELECT FROM quality.finding
            WHERE finding.file_id = file.file_id AND finding.rule = waiver.rule AND finding.severity = 'error'
        )
    RETURNING file.file_id, file.sha256
),
receipts AS (
    UPDATE quality.receipt SET status = 'received', message = %(message)s
    FROM reopened WHERE receipt.file_id = reopened.file_id AND receipt.status = 'rejected'
)
SELECT file_id, sha256 FROM reopened ORDER BY file_id
