-- What waits for a person, the longest first; one file only where its receipt is named.
SELECT waiting.*, unit.name_vi AS unit_name
FROM quality.waiting
LEFT JOIN LATERAL (
    SELECT name_vi FROM ref.unit WHERE unit.code = waiting.unit_code ORDER BY valid_from DESC LIMIT 1
) AS unit ON true
WHERE CAST(%(reference)s AS text) IS NULL OR waiting.file_id = (
    SELECT file_id FROM quality.receipt WHERE receipt.reference = %(reference)s
)
ORDER BY waiting_since, file_id
LIMIT %(most)s
