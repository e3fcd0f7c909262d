-- The answers to some drops, in the order of their arrival; of a file, its status by now.
SELECT reference, original_name, folder_unit_code, sha256, received_at, receipt.status, message, receipt.rows_loaded,
    sums, file.form, file.unit_code, file.budget_year, file.as_of,
    (SELECT count(*) FROM quality.finding WHERE finding.file_id = receipt.file_id AND severity = 'error') AS errors
FROM quality.receipt AS receipt
LEFT JOIN quality.file USING (file_id)
WHERE receipt_id = ANY (%(receipts)s)
ORDER BY receipt_id
