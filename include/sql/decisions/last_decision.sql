-- What was decided last about the file of a receipt.
SELECT choice, decided_by, decided_at
FROM quality.decision
WHERE file_id = (SELECT file_id FROM quality.receipt WHERE reference = %(reference)s)
ORDER BY decision_id DESC
LIMIT 1
