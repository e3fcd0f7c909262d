-- Lines that are slow, each once, with all the reasons.
WITH slow_line AS (
    SELECT unit_code, unit_name, component_code, component_name, capital_type, money_year_first, money_year_last, as_of,
        available_vnd, disbursed_vnd, disbursed_pct, remaining_vnd, deadline_date, days_left, recipients,
        source_file_id, string_agg(why_vi, E'\n' ORDER BY rule) AS why, min(since_date) AS since_date
    FROM mart.data_day CROSS JOIN LATERAL mart.slow_disbursement_on(COALESCE(%(about_day)s, data_day.day))
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16
)
SELECT slow_line.unit_code, slow_line.unit_name, slow_line.component_code, slow_line.component_name,
    capital_type.name_vi AS capital_type,
    concat_ws('-', slow_line.money_year_first, NULLIF(slow_line.money_year_last, slow_line.money_year_first))
        AS money_year,
    slow_line.as_of, slow_line.available_vnd, slow_line.disbursed_vnd, slow_line.disbursed_pct,
    slow_line.remaining_vnd, slow_line.why, slow_line.since_date, slow_line.deadline_date, slow_line.days_left,
    (SELECT string_agg(name_vi, '; ' ORDER BY name_vi) FROM ref.recipient WHERE recipient_id = ANY (recipients)) AS told_to,
    (SELECT max(original_name) FROM quality.receipt WHERE receipt.file_id = slow_line.source_file_id) AS file
FROM slow_line
LEFT JOIN ref.capital_type ON capital_type.code = slow_line.capital_type
ORDER BY slow_line.unit_code, slow_line.component_code, slow_line.capital_type, slow_line.money_year_first
