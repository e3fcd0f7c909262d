-- Đến ngày 30/9/2023, kho dữ liệu biết những gì? / What did the warehouse know on 30 September 2023?
--
-- VI: Bảng tình hình của một ngày, đúng như đã biết tại một thời điểm: hai lần hỏi với hai thời điểm khác nhau cho biết
-- những gì đến sau. Dòng chưa ai báo cáo chi được đếm riêng và không nằm trong tỷ lệ.
-- EN: The status of a day, exactly as it was known at a moment: asked with two moments, it shows what came in between.
-- Lines whose spending nobody reported are counted apart and are not in the rate.
--
-- on_day: 2023-09-30 (số liệu đến ngày / the day that the figures speak of)
-- known_at: now (như đã biết lúc này, ví dụ 2023-10-05 17:00+07 / as known at this moment)
-- units: 42 (mã đơn vị bắt đầu bằng / unit codes that begin so; empty: all)
WITH line AS (  -- summed up before they are named: components are few where lines are many
    SELECT component_code, capital_type, money_year_first, money_year_last, count(*) AS lines,
        count(*) FILTER (WHERE disbursed_vnd IS NULL) AS lines_not_reported, sum(available_vnd) AS available_vnd,
        sum(disbursed_vnd) AS disbursed_vnd, sum(remaining_vnd) AS remaining_vnd,
        sum(disbursed_vnd) FILTER (WHERE available_vnd IS NOT NULL) AS rated_vnd,
        sum(available_vnd) FILTER (WHERE disbursed_vnd IS NOT NULL) AS rated_of_vnd
    FROM mart.lines_as_of(%(on_day)s::date, %(known_at)s::timestamptz)
    WHERE is_line AND unit_code ^@ %(units)s::text
    GROUP BY component_code, capital_type, money_year_first, money_year_last
)
SELECT programme_code AS program_code, capital_type, money_year_first, money_year_last, sum(lines)::bigint AS lines,
    sum(lines_not_reported)::bigint AS lines_not_reported, sum(available_vnd) AS available_vnd,
    sum(disbursed_vnd) AS disbursed_vnd, sum(remaining_vnd) AS remaining_vnd,
    round(sum(rated_vnd) * 100 / NULLIF(sum(rated_of_vnd), 0), 2) AS disbursed_pct
FROM line LEFT JOIN mart.component_tree ON code = component_code
GROUP BY program_code, capital_type, money_year_first, money_year_last
ORDER BY program_code, capital_type, money_year_first, money_year_last
