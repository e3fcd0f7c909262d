-- Tạm ứng nào chưa thanh toán? / Which advances are not settled?
--
-- VI: Số dư tạm ứng mà báo cáo quyết toán năm trước để lại; không được chuyển thì phải thu hồi.
-- EN: Advances that the closing form of an earlier year leaves open; what is not carried over has to be returned.
--
-- on_day: 2023-09-30 (hỏi vào ngày / the day asked about)
-- units: 42 (mã đơn vị bắt đầu bằng / unit codes that begin so; empty: all)
WITH unsettled AS MATERIALIZED (
    SELECT * FROM mart.advances_on(%(units)s::text, %(on_day)s::date) WHERE advance_vnd > 0  -- said as zero, they are settled
),
closing_form AS (
    SELECT file_id, (SELECT max(original_name) FROM quality.receipt WHERE receipt.file_id = said.file_id) AS workbook
    FROM (SELECT DISTINCT source_file_id AS file_id FROM unsettled) AS said
)
SELECT unit_code, component_code, capital_type, money_year_first, money_year_last, as_of, advance_vnd, workbook
FROM unsettled JOIN closing_form ON file_id = source_file_id
ORDER BY unit_code, component_code, capital_type, money_year_first
