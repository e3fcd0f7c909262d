-- Staged files whose rows are not all there (the staging table is unlogged: a crash of the server empties it)
-- are read again.
WITH counted AS (
    SELECT file_id, batch_id, count(*) AS rows_there FROM staging.fund_row GROUP BY file_id, batch_id
),
lost AS (
    SELECT file_id FROM quality.file
    WHERE status = 'staged' AND rows_loaded <> COALESCE((
        SELECT rows_there FROM counted WHERE counted.file_id = file.file_id AND counted.batch_id = file.batch_id
    ), 0)
    FOR NO KEY UPDATE SKIP LOCKED
)
UPDATE quality.file
SET status = 'received', batch_id = NULL
FROM lost
WHERE file.file_id = lost.file_id
RETURNING file.file_id
