-- What was carried into a budget year stays the same from one report of a unit to its next.
--
-- Silent: 1. of the first report of a year; 2. of a correction of the same day (restated_figure); 3. where two reports
-- group the money years differently.
WITH known AS NOT MATERIALIZED (
    SELECT * FROM staging.known_figures(%(batch_id)s) WHERE measure = 'carried_in' AND source_kind = 'unit_report'
),
changed AS MATERIALIZED (  -- other money needs no sorting
    SELECT money FROM known GROUP BY money, voice HAVING min(amount) <> max(amount)
),
said AS (
    SELECT * FROM known WHERE EXISTS (SELECT FROM changed) AND money IN (SELECT money FROM changed)
),
said_before AS (
    SELECT *, lag(amount) OVER line AS before, lag(as_of) OVER line AS before_on, lag(file_id) OVER line AS before_file,
        lag(sheet) OVER line AS before_sheet, lag(cell) OVER line AS before_cell
    FROM said
    WINDOW line AS (PARTITION BY money, voice ORDER BY as_of)
),
moved AS (
    SELECT *, staging.place(before_file, before_sheet, before_cell) AS before_at
    FROM said_before WHERE is_staged AND amount <> before AND before_on < as_of
)
SELECT file_id, 'opening_moved' AS rule, 'warning' AS severity, sheet, cell, value, before::text AS expected,
    amount - before AS difference_vnd,
    format('Vốn năm trước chuyển sang là %%s, báo cáo ngày %%s ghi %%s (%%s). Hãy sửa cho thống nhất hoặc nêu văn bản điều '
        'chỉnh. / The money carried in is %%s; the report as of %%s said %%s (%%s). Make them agree, or name the document '
        'that changed it.',
        mart.vi_money(amount), mart.vi_day(before_on), mart.vi_money(before), before_at, amount, before_on, before,
        before_at) AS message
FROM moved
