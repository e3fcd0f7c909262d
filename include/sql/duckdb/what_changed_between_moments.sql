-- Cùng một ngày, hai thời điểm biết: dòng nào khác? / The same day as known at two moments: which lines differ?
WITH said AS (
    SELECT unit_code, component_code, capital_type, money_year_first, disbursed_vnd,
        known_to IS NULL AS is_now, row_number() OVER (PARTITION BY unit_code, component_code, capital_type,
            money_year_first, as_of ORDER BY known_from) AS version
    FROM 'history.parquet'
    WHERE as_of = DATE '2023-09-30'
)
SELECT first.unit_code, first.component_code, first.capital_type, first.money_year_first,
    first.disbursed_vnd AS first_said_vnd, latest.disbursed_vnd AS now_said_vnd
FROM said AS first JOIN said AS latest USING (unit_code, component_code, capital_type, money_year_first)
WHERE first.version = 1 AND latest.is_now AND first.disbursed_vnd IS DISTINCT FROM latest.disbursed_vnd
ORDER BY ALL;
