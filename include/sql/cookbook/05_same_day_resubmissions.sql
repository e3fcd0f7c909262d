-- Đơn vị nào trong một ngày gửi nhiều bản của cùng một báo cáo? / Who sent several versions of one report on one day?
--
-- VI: Nhiều bản khác nhau trong một ngày thường là sửa số đến khi tệp được nhận, hoặc nhiều người cùng lập một báo cáo.
-- EN: Several different versions in a day often mean figures changed until the file passed, or several authors.
--
-- since: 2021-01-01 (từ ngày / from)
-- until: infinity (đến ngày / to)
-- units: 42 (mã đơn vị bắt đầu bằng / unit codes that begin so; empty: all)
WITH busy_day AS (  -- most days a unit sends one file
    SELECT folder_unit_code, (received_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS sent_on
    FROM quality.receipt
    WHERE received_at >= %(since)s::timestamptz AND received_at < %(until)s::timestamptz
        AND folder_unit_code ^@ %(units)s::text
    GROUP BY 1, 2
    HAVING min(file_id) <> max(file_id)
)
SELECT receipt.folder_unit_code AS unit_code, file.form, file.source_kind, file.as_of, count(DISTINCT file.sha256) AS versions,
    count(*) AS receipts, count(*) FILTER (WHERE file.status = 'rejected') AS rejected,
    string_agg(receipt.original_name, '; ' ORDER BY receipt.receipt_id) AS workbooks
FROM busy_day
JOIN quality.receipt ON receipt.folder_unit_code = busy_day.folder_unit_code
    AND (received_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date = sent_on
JOIN quality.file USING (file_id)
WHERE received_at >= %(since)s::timestamptz AND received_at < %(until)s::timestamptz
GROUP BY receipt.folder_unit_code, file.form, file.source_kind, file.as_of, file.decision_number, sent_on
HAVING count(DISTINCT file.sha256) > 1 AND file.form IS NOT NULL AND file.as_of IS NOT NULL
ORDER BY versions DESC, unit_code, as_of
