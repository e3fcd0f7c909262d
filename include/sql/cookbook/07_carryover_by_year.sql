-- Tiền năm 2021, 2022 còn nằm lại bao nhiêu, đến hạn nào? / How much money of 2021 and 2022 is still lying there?
--
-- VI: Vốn các năm trước còn dư, theo chương trình, loại vốn và năm vốn, với thời hạn theo luật đã biết vào ngày hỏi.
-- EN: What is left of earlier years by programme, capital type and money year, with the deadline as the law was known
-- on the day asked about.
--
-- on_day: 2023-09-30 (hỏi vào ngày / the day asked about)
-- units: 42 (mã đơn vị bắt đầu bằng / unit codes that begin so; empty: all)
SELECT program_code, capital_type, money_year_first, money_year_last, count(*) AS lines,
    count(*) FILTER (WHERE disbursed_vnd IS NULL) AS lines_not_reported, sum(remaining_vnd) AS remaining_vnd,
    sum(at_risk_vnd) AS at_risk_vnd, sum(unallocated_vnd) AS unallocated_vnd,
    sum(advance_unsettled_vnd) AS advance_unsettled_vnd, min(deadline_date) AS deadline_date, min(days_left) AS days_left
FROM mart.carryover_unspent_of(%(units)s::text, %(on_day)s::date)
GROUP BY program_code, capital_type, money_year_first, money_year_last
ORDER BY program_code, capital_type, money_year_first, money_year_last
