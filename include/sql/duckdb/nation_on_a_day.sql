-- Tình hình của mọi tỉnh vào một ngày, như đã biết tại một thời điểm. / Every province on any day, as known at any moment.
SELECT program_code, left(unit_code, 2) AS province, capital_type, money_year_first, money_year_last,
    count(*) AS lines, sum(available_vnd) AS available_vnd, sum(disbursed_vnd) AS disbursed_vnd,
    sum(remaining_vnd) AS remaining_vnd
FROM 'history.parquet'
WHERE as_of <= DATE '2023-09-30' AND (as_of_next IS NULL OR DATE '2023-09-30' < as_of_next)
    AND known_from <= now() AND (known_to IS NULL OR now() < known_to)
GROUP BY ALL
ORDER BY ALL;
