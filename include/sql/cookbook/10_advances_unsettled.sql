-- Tạm ứng nào chưa thanh toán? / Which advances are not settled?
--
-- VI: Số dư tạm ứng mà báo cáo quyết toán năm trước để lại; không được chuyển thì phải thu hồi.
-- EN: Advances that the closing form of an earlier year leaves open; what is not carried over has to be returned.
--
-- on_day: 2023-09-30 (hỏi vào ngày / the day asked about)
-- units: 42 (mã đơn vị bắt đầu bằng / unit codes that begin so; empty: all)
SELECT DISTINCT ON (unit_code, component_code, capital_type, money_year_first)
    unit_code, component_code, capital_type, money_year_first, money_year_last, line.as_of, advance_vnd,
    (SELECT max(original_name) FROM quality.receipt WHERE receipt.file_id = line.source_file_id) AS workbook
FROM mart.line_version AS line
WHERE known_to = 'infinity' AND line.as_of <= %(on_day)s::date AND advance_vnd > 0 AND unit_code ^@ %(units)s::text
ORDER BY unit_code, component_code, capital_type, money_year_first, line.as_of DESC
