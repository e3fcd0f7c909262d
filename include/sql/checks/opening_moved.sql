-- What was carried into a budget year stays the same from one report of a unit to its next.
--
-- The finding goes to the file that arrives: the later report, or one of an earlier day that comes after it. Silent: 1. of
-- the first report of a year; 2. of two reports of the same day (restated_figure); 3. where two reports group the money
-- years differently.
WITH known AS NOT MATERIALIZED (
    SELECT * FROM staging.known_figures(%(batch_id)s) WHERE measure = 'carried_in' AND source_kind = 'unit_report'
),
changed AS MATERIALIZED (  -- other money needs no sorting
    SELECT money FROM known GROUP BY money, voice HAVING min(amount) <> max(amount)
),
said AS (
    SELECT * FROM known WHERE EXISTS (SELECT FROM changed) AND money IN (SELECT money FROM changed)
),
followed AS (
    SELECT *, lag(amount) OVER line AS before, lag(as_of) OVER line AS before_on, lag(file_id) OVER line AS before_file,
        lag(is_staged) OVER line AS before_is_staged, lag(sheet) OVER line AS before_sheet,
        lag(cell) OVER line AS before_cell, lag(value) OVER line AS before_value
    FROM said
    WINDOW line AS (PARTITION BY money, voice ORDER BY as_of)
),
moved AS (
    SELECT * FROM followed WHERE (is_staged OR before_is_staged) AND amount <> before AND before_on < as_of
),
told AS (
    SELECT file_id, sheet, cell, value, amount, before AS other, before_on AS other_on,
        staging.place(before_file, before_sheet, before_cell) AS other_at
    FROM moved WHERE is_staged
    UNION ALL
    SELECT before_file, before_sheet, before_cell, before_value, before, amount, as_of, staging.place(file_id, sheet, cell)
    FROM moved WHERE NOT is_staged
)
SELECT file_id, 'opening_moved' AS rule, 'warning' AS severity, sheet, cell, value, other::text AS expected,
    amount - other AS difference_vnd,
    format('Vốn năm trước chuyển sang là %%s, báo cáo ngày %%s ghi %%s (%%s). Hãy sửa cho thống nhất hoặc nêu văn bản điều '
        'chỉnh. / The money carried in is %%s; the report as of %%s said %%s (%%s). Make them agree, or name the document '
        'that changed it.',
        mart.vi_money(amount), mart.vi_day(other_on), mart.vi_money(other), other_at, amount, other_on, other,
        other_at) AS message
FROM told
