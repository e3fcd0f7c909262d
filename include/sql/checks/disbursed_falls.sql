-- Cumulative disbursement does not fall from one report of a unit to its next within a budget year.
--
-- The finding goes to the file that arrives: the report that says less, or one of an earlier day that comes after it and
-- says more. Silent: 1. of the first report of a year; 2. of two reports of the same day (restated_figure); 3. of another
-- voice's figures. Where two reports group the money years differently, the carried-over money is compared as a whole. A
-- note beside the figure makes it a warning: recovered advances and corrections of vouchers are real.
WITH said AS NOT MATERIALIZED (
    SELECT * FROM staging.known_figures(%(batch_id)s)
    WHERE measure = 'disbursed' AND source_kind IN ('unit_report', 'summary')
),
unsteady AS MATERIALIZED (  -- other money needs no sorting
    SELECT money FROM staging.unsteady_money WHERE batch_id = %(batch_id)s
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
figure AS (
    SELECT concat_ws('|', money, voice) AS series, as_of, file_id, is_staged, sheet, cell, value, amount, note, NULL AS years
    FROM said
    WHERE EXISTS (SELECT FROM unsteady) AND money IN (SELECT money FROM unsteady)
    UNION ALL
    SELECT series, as_of, file_id, is_staged, min(sheet), min(cell), min(value), sum(amount), min(note),
        string_agg(format('%%s-%%s', money_year_first, money_year_last), ' ' ORDER BY money_year_first)
    FROM carried
    WHERE EXISTS (SELECT FROM regrouped) AND series IN (SELECT series FROM regrouped)
    GROUP BY 1, 2, 3, 4
),
followed AS (
    SELECT *, lag(as_of) OVER line AS before_on, lag(file_id) OVER line AS before_file,
        lag(is_staged) OVER line AS before_is_staged, lag(sheet) OVER line AS before_sheet,
        lag(cell) OVER line AS before_cell, lag(value) OVER line AS before_value, lag(amount) OVER line AS before,
        lag(note) OVER line AS before_note, lag(years) OVER line AS years_before
    FROM figure
    WINDOW line AS (PARTITION BY series ORDER BY as_of)
),
fallen AS (
    SELECT *, staging.place(file_id, sheet, cell) AS at, staging.place(before_file, before_sheet, before_cell) AS before_at
    FROM followed
    WHERE (is_staged OR before_is_staged) AND amount < before AND before_on < as_of
        AND (years IS NULL OR years <> years_before)
)
SELECT file_id, 'disbursed_falls' AS rule, CASE WHEN note IS NULL THEN 'error' ELSE 'warning' END AS severity, sheet,
    cell, value, '≥ ' || before AS expected, amount - before AS difference_vnd,
    format('Lũy kế giải ngân %%s thấp hơn %%s đã báo cáo ngày %%s (%%s). Hãy kiểm tra lại; nếu giảm là đúng, hãy ghi lý do '
        'vào cột ghi chú và gửi lại. / Cumulative disbursement %%s is below the %%s reported as of %%s (%%s). Check it; '
        'if it is right, write the reason into the notes and send again.',
        mart.vi_money(amount), mart.vi_money(before), mart.vi_day(before_on), before_at, amount, before, before_on,
        before_at) AS message
FROM fallen
WHERE is_staged
UNION ALL
SELECT before_file, 'disbursed_falls', CASE WHEN note IS NULL AND before_note IS NULL THEN 'error' ELSE 'warning' END,
    before_sheet, before_cell, before_value, '≤ ' || amount, before - amount,
    format('Lũy kế giải ngân %%s cao hơn %%s của báo cáo sau đó, ngày %%s (%%s). Hãy kiểm tra cả hai; nếu báo cáo sau sai, hãy gửi '
        'bản sửa của nó trước; nếu giảm là đúng, hãy ghi lý do vào cột ghi chú và gửi lại. / Cumulative disbursement %%s is '
        'above the %%s that the later report says, as of %%s (%%s). Check both; if the later one is wrong, send its correction '
        'first; if it is right, write the reason into the notes and send again.',
        mart.vi_money(before), mart.vi_money(amount), mart.vi_day(as_of), at, before, amount, as_of, at)
FROM fallen
WHERE NOT is_staged
