-- Bytes that were never seen before enter the ledger, in their order of arrival.
INSERT INTO quality.file (sha256, told_by, size_bytes, folder_unit_code)
SELECT sha256, told_by, size_bytes, folder_unit
FROM (
    SELECT DISTINCT ON (sha256) *
    FROM jsonb_to_recordset(%(drops)s::jsonb)
        AS dropped (ordinal int, sha256 text, told_by text, size_bytes bigint, folder_unit text)
    ORDER BY sha256, ordinal
) AS first_drop
WHERE sha256 IS NOT NULL AND NOT EXISTS (SELECT FROM quality.file WHERE file.sha256 = first_drop.sha256)
ORDER BY ordinal
