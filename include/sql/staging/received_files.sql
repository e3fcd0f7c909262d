-- The next received files, and how often each was tried.
SELECT file_id, attempts FROM quality.file
WHERE status = 'received' AND file_id > %(after)s
ORDER BY file_id
LIMIT %(most)s
