-- The answers to some drops, in the order of their arrival.
SELECT receipt.reference, receipt.original_name, receipt.folder_unit_code, receipt.sha256, receipt.received_at,
    receipt.status, receipt.message, receipt.rows_loaded, receipt.sums, file.form, file.unit_code, file.budget_year,
    file.as_of, file.status AS file_status,
    (SELECT count(*) FROM quality.finding WHERE finding.file_id = receipt.file_id AND severity = 'error'
        AND NOT on_trial AND waived_by IS NULL) AS errors
FROM quality.receipt AS receipt
LEFT JOIN quality.file USING (file_id)
WHERE receipt.receipt_id = ANY (%(receipts)s)
ORDER BY receipt.receipt_id
