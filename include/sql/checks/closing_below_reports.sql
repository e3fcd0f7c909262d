-- The closing form of a year says no less spending than the unit's last report of that year did.
--
-- All money years of a line together, for the form groups them. Silent: 1. where no report of the year is known for the
-- line; 2. about lines that the other does not hold.
WITH said AS NOT MATERIALIZED (
    SELECT * FROM staging.figures_about_units(%(batch_id)s) WHERE measure = 'disbursed'
),
closing AS MATERIALIZED (  -- without one there is nothing to add up
    SELECT file_id, component_code, unit_code, capital_type, budget_year, sum(amount) AS amount,
        min(sheet) AS sheet, min(cell) AS cell, min(value) AS value
    FROM said WHERE source_kind = 'carryover_form' AND is_staged
    GROUP BY 1, 2, 3, 4, 5
),
report AS (
    SELECT component_code, unit_code, capital_type, budget_year, as_of, sum(amount) AS amount,
        row_number() OVER (PARTITION BY component_code, unit_code, capital_type, budget_year ORDER BY as_of DESC) AS age
    FROM said
    WHERE EXISTS (SELECT FROM closing) AND source_kind = 'unit_report'
        AND unit_code = ANY (ARRAY (SELECT DISTINCT unit_code FROM closing))
    GROUP BY 1, 2, 3, 4, 5
)
SELECT closing.file_id, 'closing_below_reports' AS rule, 'warning' AS severity, closing.sheet, closing.cell, closing.value,
    '≥ ' || report.amount AS expected, closing.amount - report.amount AS difference_vnd,
    format('Dự toán đã sử dụng cả năm %%s thấp hơn số giải ngân %%s đã báo cáo ngày %%s. Hãy đối chiếu hai biểu và sửa biểu sai. / '
        'What the year used, %%s, is below the %%s reported as spent on %%s. Compare the two and mend the wrong one.',
        mart.vi_money(closing.amount), mart.vi_money(report.amount), mart.vi_day(report.as_of),
        closing.amount, report.amount, report.as_of) AS message
FROM closing JOIN report USING (component_code, unit_code, capital_type, budget_year)
WHERE report.age = 1 AND closing.amount < report.amount
