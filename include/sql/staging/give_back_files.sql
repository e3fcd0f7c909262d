-- Files that were taken up (staging/take_up_files.sql) in vain, through no fault of theirs: it does not count. What another
-- loader works on is left to it.
UPDATE quality.file
SET attempts = attempts - 1
WHERE file_id IN (
    SELECT file_id FROM quality.file
    WHERE status = 'received' AND attempts > 0 AND file_id = ANY (%(files)s)
    FOR NO KEY UPDATE SKIP LOCKED
)
