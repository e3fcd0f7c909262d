-- Hai mươi dòng vốn còn dư lớn nhất là gì? / What are the twenty largest unspent lines?
--
-- VI: Dòng có số còn lại lớn nhất vào một ngày, mọi năm vốn. Dòng chưa có báo cáo giải ngân không có số còn lại: xem câu 15.
-- EN: The lines with most money left on a day, of all money years. A line nobody reported on has no remainder: see
-- question 15.
--
-- on_day: 2023-09-30 (số liệu đến ngày / as of)
-- known_at: now (như đã biết lúc này / as known at this moment)
-- units: 42 (mã đơn vị bắt đầu bằng / unit codes that begin so; empty: all)
WITH largest AS (
    SELECT * FROM mart.lines_as_of(%(on_day)s::date, %(known_at)s::timestamptz)
    WHERE is_line AND remaining_vnd > 0 AND unit_code ^@ %(units)s::text
    ORDER BY remaining_vnd DESC, unit_code, component_code, capital_type, money_year_first
    LIMIT 20
)
SELECT COALESCE(unit_name.name_vi, unit_code) AS unit_name, component_code,
    COALESCE(tree.name_vi, component_code) AS component_name, capital_type, money_year_first, money_year_last, available_vnd,
    disbursed_vnd, remaining_vnd, disbursed_pct, deadline_date, status_code
FROM largest
LEFT JOIN mart.component_tree AS tree ON tree.code = component_code
LEFT JOIN mart.unit_name ON unit_name.code = unit_code AND as_of >= named_from AND as_of < named_to
ORDER BY remaining_vnd DESC, unit_code, component_code, capital_type, money_year_first
