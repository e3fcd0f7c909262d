-- Those of the received files that no other loader holds, counted as tried before they are read: a file that kills its reader
-- is met again by count.
UPDATE quality.file
SET attempts = attempts + 1
WHERE file_id IN (
    SELECT file_id FROM quality.file
    WHERE status = 'received' AND file_id = ANY (%(files)s)
    FOR NO KEY UPDATE SKIP LOCKED
)
RETURNING file_id
