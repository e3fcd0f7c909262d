-- Đơn vị nào trong một ngày gửi nhiều bản của cùng một báo cáo? / Who sent several versions of one report on one day?
--
-- VI: Nhiều bản khác nhau trong một ngày thường là sửa số đến khi tệp được nhận, hoặc nhiều người cùng lập một báo cáo.
-- EN: Several different versions in a day often mean figures changed until the file passed, or several authors.
--
-- since: 2021-01-01 (từ ngày / from)
-- until: infinity (đến ngày / to)
-- units: 42 (mã đơn vị bắt đầu bằng / unit codes that begin so; empty: all)
SELECT receipt.folder_unit_code AS unit_code, file.form, file.source_kind, file.as_of, count(DISTINCT file.sha256) AS versions,
    count(*) AS receipts, count(*) FILTER (WHERE file.status = 'rejected') AS rejected,
    string_agg(receipt.original_name, '; ' ORDER BY receipt.receipt_id) AS workbooks
FROM quality.receipt JOIN quality.file USING (file_id)
WHERE receipt.received_at >= %(since)s::timestamptz AND receipt.received_at < %(until)s::timestamptz
    AND receipt.folder_unit_code ^@ %(units)s::text
GROUP BY receipt.folder_unit_code, file.form, file.source_kind, file.as_of, file.decision_number,
    (receipt.received_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
HAVING count(DISTINCT file.sha256) > 1 AND file.form IS NOT NULL AND file.as_of IS NOT NULL
ORDER BY versions DESC, unit_code, as_of
