-- Cumulative disbursement does not fall from one report of a unit to its next within a budget year.
--
-- Silent: 1. of the first report of a year; 2. of a correction, which restates the same day (restated_figure);
-- 3. of another voice's figures. Where two reports group the money years differently, the carried-over money is compared
-- as a whole. A note beside the figure makes it a warning: recovered advances and corrections of vouchers are real.
WITH said AS NOT MATERIALIZED (
    SELECT * FROM staging.known_figures(%(batch_id)s)
    WHERE measure = 'disbursed' AND source_kind IN ('unit_report', 'summary')
),
unsteady AS MATERIALIZED (  -- other money needs no sorting
    SELECT money FROM staging.unsteady_money WHERE batch_id = %(batch_id)s
),
said_before AS (
    SELECT *, lag(amount) OVER line AS before, lag(as_of) OVER line AS before_on, lag(file_id) OVER line AS before_file,
        lag(sheet) OVER line AS before_sheet, lag(cell) OVER line AS before_cell
    FROM said
    WHERE EXISTS (SELECT FROM unsteady) AND money IN (SELECT money FROM unsteady)
    WINDOW line AS (PARTITION BY money, voice ORDER BY as_of)
),
carried AS NOT MATERIALIZED (
    SELECT *, concat_ws('|', unit_code, component_code, capital_type, budget_year, source_kind, reporting_unit) AS series
    FROM said
    WHERE money_year_last < budget_year
),
split AS (  -- with one number for all the money years of a line in a report
    SELECT file_id, as_of, series, sum(hash_record_extended((money_year_first, money_year_last), 0)) AS years
    FROM carried
    GROUP BY 1, 2, 3
),
regrouped AS MATERIALIZED (  -- where money years stay as they are nothing needs to be added up
    SELECT series FROM split GROUP BY series HAVING min(years) < max(years)
),
carried_in_all AS (
    SELECT file_id, as_of, is_staged, series,
        sum(amount) AS amount, min(sheet) AS sheet, min(cell) AS cell, min(value) AS value, min(note) AS note,
        string_agg(format('%%s-%%s', money_year_first, money_year_last), ' ' ORDER BY money_year_first) AS years
    FROM carried
    WHERE EXISTS (SELECT FROM regrouped) AND series IN (SELECT series FROM regrouped)
    GROUP BY 1, 2, 3, 4
),
carried_before AS (
    SELECT *, lag(amount) OVER line AS before, lag(as_of) OVER line AS before_on, lag(file_id) OVER line AS before_file,
        lag(sheet) OVER line AS before_sheet, lag(cell) OVER line AS before_cell, lag(years) OVER line AS years_before
    FROM carried_in_all
    WINDOW line AS (PARTITION BY series ORDER BY as_of)
),
fallen AS (
    SELECT file_id, sheet, cell, value, amount, note, before, before_on,
        staging.place(before_file, before_sheet, before_cell) AS before_at
    FROM said_before WHERE is_staged AND amount < before AND before_on < as_of
    UNION ALL
    SELECT file_id, sheet, cell, value, amount, note, before, before_on,
        staging.place(before_file, before_sheet, before_cell)
    FROM carried_before WHERE is_staged AND amount < before AND before_on < as_of AND years <> years_before
)
SELECT file_id, 'disbursed_falls' AS rule, CASE WHEN note IS NULL THEN 'error' ELSE 'warning' END AS severity, sheet,
    cell, value, '≥ ' || before AS expected, amount - before AS difference_vnd,
    format('Lũy kế giải ngân %%s thấp hơn %%s đã báo cáo ngày %%s (%%s). Hãy kiểm tra lại; nếu giảm là đúng, hãy ghi lý do '
        'vào cột ghi chú và gửi lại. / Cumulative disbursement %%s is below the %%s reported as of %%s (%%s). Check it; '
        'if it is right, write the reason into the notes and send again.',
        mart.vi_money(amount), mart.vi_money(before), mart.vi_day(before_on), before_at, amount, before, before_on,
        before_at) AS message
FROM fallen
