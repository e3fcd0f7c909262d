-- The latest word on every line, or the word up to a day, with the file and cells that say what was spent.
WITH line AS (
    SELECT * FROM mart.fund_status_as_of(COALESCE(%(about_day)s, DATE '9999-12-31'))
)
SELECT line.unit_code, line.unit_name, line.component_code, line.component_name, capital_type.name_vi AS capital_type,
    concat_ws('-', line.money_year_first, NULLIF(line.money_year_last, line.money_year_first)) AS money_year,
    line.as_of, line.available_vnd, line.disbursed_vnd, line.disbursed_pct, line.remaining_vnd, line.deadline_date,
    line.days_left, status.name_vi AS status, source.file, source.cells
FROM line
LEFT JOIN ref.capital_type ON capital_type.code = line.capital_type
LEFT JOIN mart.status ON status.code = line.status_code
LEFT JOIN LATERAL (
    SELECT (SELECT max(original_name) FROM quality.receipt WHERE receipt.file_id = line.source_file_id) AS file,
        string_agg(format('%%s!%%s', fact.sheet, fact.cell), '; ' ORDER BY fact.sheet, fact.cell) AS cells
    FROM core.fact
    WHERE fact.submission_id = line.source_file_id AND fact.unit_code = line.unit_code
        AND fact.component_code = line.component_code AND fact.capital_type = line.capital_type
        AND fact.measure = 'disbursed' AND fact.money_year_first <= line.money_year_last
        AND fact.money_year_last >= line.money_year_first
) AS source ON true
ORDER BY line.unit_code, line.component_code, line.capital_type, line.money_year_first
