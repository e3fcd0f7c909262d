-- Tỷ lệ giải ngân là bao nhiêu, chia cho số nào? / What is the execution rate, and divided by what?
--
-- VI: Ba tỷ lệ đều gọi là tỷ lệ giải ngân: trên tổng vốn, trên vốn các năm trước chuyển sang, trên vốn giao trong năm.
-- Dòng chưa ai báo cáo chi không nằm trong tỷ lệ nào và được đếm riêng.
-- EN: Three rates go by the same name: of all money, of money carried over, of this year's money. Lines whose spending
-- nobody reported are in none of the rates and are counted apart.
--
-- on_day: 2023-09-30 (số liệu đến ngày / as of)
-- known_at: now (như đã biết lúc này / as known at this moment)
-- units: 42 (mã đơn vị bắt đầu bằng / unit codes that begin so; empty: all)
WITH line AS (
    SELECT * FROM mart.fund_status_as_of(%(on_day)s::date, %(known_at)s::timestamptz)
    WHERE unit_code ^@ %(units)s::text
),
counted AS (
    SELECT * FROM line WHERE disbursed_vnd IS NOT NULL AND available_vnd IS NOT NULL
)
SELECT program_code, capital_type,
    round(sum(disbursed_vnd) * 100 / NULLIF(sum(available_vnd), 0), 2) AS all_money_pct,
    round(sum(disbursed_vnd) FILTER (WHERE is_carryover) * 100
        / NULLIF(sum(available_vnd) FILTER (WHERE is_carryover), 0), 2) AS carried_over_pct,
    round(sum(disbursed_vnd) FILTER (WHERE NOT is_carryover) * 100
        / NULLIF(sum(available_vnd) FILTER (WHERE NOT is_carryover), 0), 2) AS this_year_pct,
    sum(disbursed_vnd) AS disbursed_vnd, sum(available_vnd) AS available_vnd,
    sum(available_vnd) FILTER (WHERE is_carryover) AS carried_over_vnd,
    sum(available_vnd) FILTER (WHERE NOT is_carryover) AS this_year_vnd,
    (SELECT count(*) FROM line WHERE line.program_code = counted.program_code
        AND line.capital_type = counted.capital_type AND line.disbursed_vnd IS NULL) AS lines_not_reported
FROM counted
GROUP BY program_code, capital_type
ORDER BY program_code, capital_type
