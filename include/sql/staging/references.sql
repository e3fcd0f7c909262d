-- The receipt that people quote for each of these files: its first.
SELECT DISTINCT ON (file_id) file_id, reference
FROM quality.receipt
WHERE file_id = ANY (%(files)s)
ORDER BY file_id, receipt_id
