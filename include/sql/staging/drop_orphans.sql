-- Rows of loaders that died: no file says that they are its. Files that a living loader holds are left alone, and so is what
-- its batch is compared with: it has staged rows as long as it is being checked. Only files with such rows are locked: a file
-- that waits to be built must not be passed over by its builder because we look at it.
WITH compared AS (
    DELETE FROM staging.known_figure WHERE batch_id NOT IN (SELECT batch_id FROM staging.fund_row)
),
unsteady AS (
    DELETE FROM staging.unsteady_money WHERE batch_id NOT IN (SELECT batch_id FROM staging.fund_row)
),
staged AS (
    SELECT DISTINCT file_id, batch_id FROM staging.fund_row
),
orphans AS (
    SELECT file_id, staged.batch_id
    FROM staged JOIN quality.file USING (file_id)
    WHERE status <> 'staged' OR staged.batch_id IS DISTINCT FROM file.batch_id
    FOR NO KEY UPDATE OF file SKIP LOCKED
)
DELETE FROM staging.fund_row
USING orphans
WHERE (fund_row.file_id, fund_row.batch_id) = (orphans.file_id, orphans.batch_id)
