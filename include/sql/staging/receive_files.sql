-- One row per content: files whose bytes were never seen before enter the ledger, in their order of arrival.
INSERT INTO quality.file (sha256, size_bytes, folder_unit_code)
SELECT sha256, size_bytes, folder_unit
FROM jsonb_to_recordset(%(drops)s::jsonb)
    AS drop_ (ordinal int, sha256 text, size_bytes bigint, folder_unit text)
WHERE sha256 IS NOT NULL
ORDER BY ordinal
ON CONFLICT (sha256) DO NOTHING
