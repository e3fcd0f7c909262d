-- The next received files, counted as tried before they are read: a file that kills its reader is met again by count.
UPDATE quality.file
SET attempts = attempts + 1
WHERE file_id IN (
    SELECT file_id FROM quality.file
    WHERE status = 'received' AND file_id > %(after)s
    ORDER BY file_id
    LIMIT %(most)s
    FOR NO KEY UPDATE SKIP LOCKED
)
RETURNING file_id, attempts
