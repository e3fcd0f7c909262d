-- Files by receipt reference, sha256 (or its beginning) or number: how they came, and by which rules they were judged.
SELECT file.file_id, file.sha256, receipt.reference, receipt.original_name, receipt.folder_unit_code,
    receipt.received_at, file.status, file.form, file.layout, file.unit_code, file.as_of, file.decision_number,
    file.rulebook, file.code_version
FROM quality.file
JOIN LATERAL (
    SELECT * FROM quality.receipt WHERE receipt.file_id = file.file_id ORDER BY receipt_id LIMIT 1
) AS receipt ON true
WHERE file.file_id = ANY (%(files)s::bigint[])
    OR file.file_id IN (SELECT file_id FROM quality.receipt WHERE reference = %(name)s)
    OR length(%(name)s) >= 8 AND starts_with(file.sha256, %(name)s)
ORDER BY file.file_id
