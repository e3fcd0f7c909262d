-- Tiền cũ chưa tiêu mà vẫn được giao tiền mới ở đâu? / Where was new money put on top of unspent older money?
--
-- VI: Dòng vốn còn dư của năm trước mà trong năm vẫn được giao thêm, số dư lớn nhất trước.
-- EN: Lines that still hold money of earlier years and were given more this year, the largest remainder first.
--
-- on_day: 2023-09-30 (hỏi vào ngày / the day asked about)
-- units: 42 (mã đơn vị bắt đầu bằng / unit codes that begin so; empty: all)
SELECT unit_name, component_code, capital_type, money_year_first, money_year_last, remaining_vnd, new_money_on_top_vnd,
    advance_unsettled_vnd, deadline_date, days_left, status_code
FROM mart.carryover_unspent_of(%(units)s::text, %(on_day)s::date)
WHERE new_money_on_top_vnd > 0
ORDER BY remaining_vnd DESC NULLS FIRST, unit_code, component_code, capital_type, money_year_first
