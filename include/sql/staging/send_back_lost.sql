-- Staged files whose rows are not all there (the staging table is unlogged: a crash of the server empties it)
-- are read again. MATERIALIZED: the rows are counted once, not once per file.
WITH counted AS MATERIALIZED (
    SELECT file_id, batch_id, count(*) AS rows_there FROM staging.fund_row GROUP BY file_id, batch_id
),
lost AS (
    SELECT file.file_id
    FROM quality.file
    LEFT JOIN counted USING (file_id, batch_id)
    WHERE status = 'staged' AND rows_loaded <> COALESCE(rows_there, 0)
    FOR NO KEY UPDATE OF file SKIP LOCKED
)
UPDATE quality.file
SET status = 'received', batch_id = NULL
FROM lost
WHERE file.file_id = lost.file_id
RETURNING file.file_id
