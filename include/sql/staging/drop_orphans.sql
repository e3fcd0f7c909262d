-- Rows of loaders that died: no file says that they are its. Files that a living loader holds are left alone, and so is what
-- its batch is compared with: it has staged rows as long as it is being checked. Only files with such rows are locked: a file
-- that waits to be built must not be passed over by its builder because we look at it.
WITH compared AS (
    DELETE FROM staging.known_figure WHERE batch_id NOT IN (SELECT batch_id FROM staging.fund_row)
),
unsteady AS (
    DELETE FROM staging.unsteady_money WHERE batch_id NOT IN (SELECT batch_id FROM staging.fund_row)
),
staged AS MATERIALIZED (
    SELECT DISTINCT file_id, batch_id FROM staging.fund_row
),
idle AS (
    SELECT file_id, status, batch_id FROM quality.file
    WHERE EXISTS (
        SELECT FROM staged
        WHERE staged.file_id = file.file_id AND (status <> 'staged' OR staged.batch_id IS DISTINCT FROM file.batch_id)
    )
    FOR NO KEY UPDATE SKIP LOCKED
)
DELETE FROM staging.fund_row
USING idle
WHERE fund_row.file_id = idle.file_id AND (idle.status <> 'staged' OR fund_row.batch_id IS DISTINCT FROM idle.batch_id)
