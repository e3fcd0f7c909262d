-- Ai đã quyết định gì về tệp nào, lúc nào, vì sao? / Who decided what about which workbook, when and why?
--
-- VI: Mọi quyết định của người: duyệt, trả lại, sửa, hỏi đơn vị; miễn trừ được cấp (mỗi lần duyệt cũng cấp miễn trừ) và
-- bị thu hồi.
-- EN: Every decision that a person made: approve, reject, correct, ask the unit; waivers granted (an approval grants them
-- too) and taken back.
--
-- since: 2021-01-01 (từ lúc / from)
-- until: infinity (đến lúc / to)
-- units: 42 (mã đơn vị bắt đầu bằng / unit codes that begin so; empty: all)
WITH waived AS (
    SELECT waiver.*, COALESCE(unit_code, (
            SELECT min(COALESCE(file.unit_code, folder_unit_code)) FROM quality.file WHERE file.sha256 = waiver.sha256
        )) AS concerned_unit, (
            SELECT max(original_name) FROM quality.file JOIN quality.receipt USING (file_id) WHERE file.sha256 = waiver.sha256
        ) AS workbook
    FROM quality.waiver
),
decided AS (
    SELECT decision.decided_at, decided_by, choice, matter AS about, COALESCE(unit_code, folder_unit_code) AS unit_code,
        (SELECT max(original_name) FROM quality.receipt WHERE receipt.file_id = file.file_id) AS workbook, reason, valid_until
    FROM quality.decision JOIN quality.file USING (file_id)
    UNION ALL
    SELECT granted_at, granted_by, 'waive', rule, concerned_unit, workbook, reason, valid_until
    FROM waived
    UNION ALL
    SELECT revoked_at, revoked_by, 'take back', rule, concerned_unit, workbook, revoked_because, valid_until
    FROM waived WHERE revoked_at IS NOT NULL
)
SELECT decided_at, decided_by, choice, about, unit_code, workbook, reason, valid_until
FROM decided
WHERE decided_at BETWEEN %(since)s::timestamptz AND %(until)s::timestamptz AND unit_code ^@ %(units)s::text
ORDER BY decided_at, choice, about
