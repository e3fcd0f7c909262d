-- Tệp nào bị từ chối, vì sao? / Which files were rejected, and why?
--
-- VI: Mỗi lỗi làm tệp bị từ chối hoặc bị giữ lại, với ô, giá trị và giá trị đúng lẽ ra phải có.
-- EN: Every fault for which a file was rejected or held, with its cell, what was found and what was expected.
--
-- since: 2021-01-01 (từ lúc / from)
-- until: infinity (đến lúc / to)
SELECT receipt.folder_unit_code AS unit_code, receipt.original_name AS workbook, file.status, finding.rule, finding.sheet,
    finding.cell, finding.value, finding.expected, split_part(finding.message, ' / ', 1) AS message
FROM quality.file
JOIN quality.finding USING (file_id)
CROSS JOIN LATERAL (
    SELECT folder_unit_code, original_name FROM quality.receipt
    WHERE receipt.file_id = file.file_id ORDER BY receipt_id LIMIT 1
) AS receipt
WHERE file.status IN ('rejected', 'held') AND finding.severity = 'error' AND NOT finding.on_trial
    AND file.first_received_at >= %(since)s::timestamptz AND file.first_received_at < %(until)s::timestamptz
ORDER BY unit_code, workbook, finding.finding_id
