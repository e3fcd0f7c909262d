-- A random sample of accepted files, with the name and folder they came under.
SELECT file_id, sha256, folder_unit_code, (
    SELECT original_name FROM quality.receipt WHERE receipt.file_id = file.file_id ORDER BY receipt_id LIMIT 1
) AS original_name
FROM quality.file
WHERE status = 'accepted'
ORDER BY random()
LIMIT %(sample)s
