-- Hai mươi dòng vốn còn dư lớn nhất là gì? / What are the twenty largest unspent lines?
--
-- VI: Dòng có số còn lại lớn nhất vào một ngày, mọi năm vốn. Dòng chưa có báo cáo giải ngân không có số còn lại: xem câu 15.
-- EN: The lines with most money left on a day, of all money years. A line nobody reported on has no remainder: see
-- question 15.
--
-- on_day: 2023-09-30 (số liệu đến ngày / as of)
-- known_at: now (như đã biết lúc này / as known at this moment)
-- units: 42 (mã đơn vị bắt đầu bằng / unit codes that begin so; empty: all)
SELECT unit_name, component_code, component_name, capital_type, money_year_first, money_year_last, available_vnd,
    disbursed_vnd, remaining_vnd, disbursed_pct, deadline_date, status_code
FROM mart.fund_status_as_of(%(on_day)s::date, %(known_at)s::timestamptz)
WHERE remaining_vnd > 0 AND unit_code ^@ %(units)s::text
ORDER BY remaining_vnd DESC, unit_code, component_code, capital_type, money_year_first
LIMIT 20
