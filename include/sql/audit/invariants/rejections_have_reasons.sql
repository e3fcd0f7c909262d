-- I9: every rejected file has an error that says why.
SELECT sha256 AS subject, 'tệp bị từ chối không có lý do' AS fault_vi, 'a rejected file without a reason' AS fault_en
FROM quality.file
WHERE status = 'rejected'
    AND NOT EXISTS (SELECT FROM quality.finding WHERE finding.file_id = file.file_id AND severity = 'error')
ORDER BY 1
