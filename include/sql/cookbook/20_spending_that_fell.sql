-- Số giải ngân lũy kế nào lại giảm so với kỳ trước? / Which cumulative spending fell from one report to the next?
--
-- VI: Giải ngân là số lũy kế từ đầu năm nên không thể giảm; giảm là thu hồi tạm ứng, điều chỉnh, hoặc báo cáo sai.
-- EN: Spending is cumulative within the year and cannot fall; where it does, an advance came back, or one of the two
-- reports is wrong.
--
-- year: 2023 (năm ngân sách / budget year)
-- units: 42 (mã đơn vị bắt đầu bằng / unit codes that begin so; empty: all)
SELECT unit_code, component_code, capital_type, money_year_first, money_year_last, before_as_of, before_vnd, as_of, after_vnd,
    after_vnd - before_vnd AS difference_vnd
FROM mart.spending_fall
WHERE budget_year = %(year)s::int AND unit_code ^@ %(units)s::text
ORDER BY difference_vnd, unit_code, component_code, capital_type, money_year_first
