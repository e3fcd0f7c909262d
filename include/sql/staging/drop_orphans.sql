-- Rows of loaders that died: no file says that they are its. Files that a living loader holds are left alone.
WITH idle AS (
    SELECT file_id, status, batch_id FROM quality.file
    WHERE file_id IN (SELECT DISTINCT file_id FROM staging.fund_row)
    FOR NO KEY UPDATE SKIP LOCKED
)
DELETE FROM staging.fund_row
USING idle
WHERE fund_row.file_id = idle.file_id AND (idle.status <> 'staged' OR fund_row.batch_id IS DISTINCT FROM idle.batch_id)
