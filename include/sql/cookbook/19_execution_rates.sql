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
    SELECT *, disbursed_vnd IS NOT NULL AND available_vnd IS NOT NULL AS is_counted
    FROM mart.fund_status_as_of(%(on_day)s::date, %(known_at)s::timestamptz)
    WHERE unit_code ^@ %(units)s::text
),
summed AS (
    SELECT program_code, capital_type, sum(disbursed_vnd) FILTER (WHERE is_counted) AS disbursed_vnd,
        sum(available_vnd) FILTER (WHERE is_counted) AS available_vnd,
        sum(disbursed_vnd) FILTER (WHERE is_counted AND is_carryover) AS carried_over_spent,
        sum(available_vnd) FILTER (WHERE is_counted AND is_carryover) AS carried_over_vnd,
        sum(disbursed_vnd) FILTER (WHERE is_counted AND NOT is_carryover) AS this_year_spent,
        sum(available_vnd) FILTER (WHERE is_counted AND NOT is_carryover) AS this_year_vnd,
        count(*) FILTER (WHERE disbursed_vnd IS NULL) AS lines_not_reported
    FROM line
    GROUP BY program_code, capital_type
    HAVING bool_or(is_counted)
)
SELECT program_code, capital_type, round(disbursed_vnd * 100 / NULLIF(available_vnd, 0), 2) AS all_money_pct,
    round(carried_over_spent * 100 / NULLIF(carried_over_vnd, 0), 2) AS carried_over_pct,
    round(this_year_spent * 100 / NULLIF(this_year_vnd, 0), 2) AS this_year_pct, disbursed_vnd, available_vnd,
    carried_over_vnd, this_year_vnd, lines_not_reported
FROM summed
ORDER BY program_code, capital_type
