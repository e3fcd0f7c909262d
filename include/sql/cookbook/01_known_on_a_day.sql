-- Đến ngày 30/9/2023, kho dữ liệu biết những gì? / What did the warehouse know on 30 September 2023?
--
-- VI: Bảng tình hình của một ngày, đúng như đã biết tại một thời điểm: hai lần hỏi với hai thời điểm khác nhau cho biết
-- những gì đến sau.
-- EN: The status of a day, exactly as it was known at a moment: asked with two moments, it shows what came in between.
--
-- on_day: 2023-09-30 (số liệu đến ngày / the day that the figures speak of)
-- known_at: now (như đã biết lúc này, ví dụ 2023-10-05 17:00+07 / as known at this moment)
-- units: 42 (mã đơn vị bắt đầu bằng / unit codes that begin so; empty: all)
WITH line AS (  -- summed up before they are named: components are few where lines are many
    SELECT component_code, capital_type, money_year_first, money_year_last, count(*) AS lines,
        sum(available_vnd) AS available_vnd, sum(disbursed_vnd) AS disbursed_vnd, sum(remaining_vnd) AS remaining_vnd
    FROM mart.lines_as_of(%(on_day)s::date, %(known_at)s::timestamptz)
    WHERE is_line AND unit_code ^@ %(units)s::text
    GROUP BY component_code, capital_type, money_year_first, money_year_last
)
SELECT programme_code AS program_code, capital_type, money_year_first, money_year_last, sum(lines)::bigint AS lines,
    sum(available_vnd) AS available_vnd, sum(disbursed_vnd) AS disbursed_vnd, sum(remaining_vnd) AS remaining_vnd,
    round(sum(disbursed_vnd) * 100 / NULLIF(sum(available_vnd), 0), 2) AS disbursed_pct
FROM line LEFT JOIN mart.component_tree ON code = component_code
GROUP BY program_code, capital_type, money_year_first, money_year_last
ORDER BY program_code, capital_type, money_year_first, money_year_last
