-- A plan stays the same from one report of a unit to its next, unless a decision between them changes it.
--
-- The finding goes to the file that arrives: the later report, or one of an earlier day that comes after it. Silent: 1. of
-- the first report of a year; 2. of two reports of the same day (restated_figure); 3. where a decision about the line is
-- dated between the two reports.
WITH known AS NOT MATERIALIZED (
    SELECT * FROM staging.figures_about_units(%(batch_id)s)
    WHERE measure IN ('allocated', 'adjusted') AND source_kind IN ('unit_report', 'decision')
),
plan AS (  -- with one number for all that a report says of a unit's plans in a year
    SELECT file_id, unit_code, budget_year, sum(hash_record_extended((component_code, capital_type, amount), 0)) AS content
    FROM known WHERE source_kind = 'unit_report'
    GROUP BY 1, 2, 3
),
changed AS MATERIALIZED (  -- where all reports say the same nothing has moved
    SELECT unit_code, budget_year FROM plan GROUP BY 1, 2 HAVING min(content) < max(content)
),
said AS (
    SELECT file_id, source_kind, as_of, is_staged, concat_ws('|', unit_code, component_code, capital_type, budget_year) AS series,
        sum(amount) AS amount, min(sheet) AS sheet, min(cell) AS cell, min(value) AS value
    FROM known
    WHERE EXISTS (SELECT FROM changed) AND (unit_code, budget_year) IN (SELECT unit_code, budget_year FROM changed)
    GROUP BY 1, 2, 3, 4, 5
),
decided AS (
    SELECT *, max(as_of) FILTER (WHERE source_kind = 'decision') OVER (PARTITION BY series ORDER BY as_of) AS decided_on FROM said
),
followed AS (
    SELECT *, lag(amount) OVER reports AS before, lag(as_of) OVER reports AS before_on, lag(file_id) OVER reports AS before_file,
        lag(is_staged) OVER reports AS before_is_staged, lag(sheet) OVER reports AS before_sheet,
        lag(cell) OVER reports AS before_cell, lag(value) OVER reports AS before_value
    FROM decided WHERE source_kind = 'unit_report'
    WINDOW reports AS (PARTITION BY series ORDER BY as_of)
),
moved AS (
    SELECT * FROM followed
    WHERE (is_staged OR before_is_staged) AND amount <> before AND before_on < as_of
        AND COALESCE(decided_on <= before_on, true)
),
told AS (
    SELECT file_id, sheet, cell, value, amount, before AS other, before_on AS other_on FROM moved WHERE is_staged
    UNION ALL
    SELECT before_file, before_sheet, before_cell, before_value, before, amount, as_of FROM moved WHERE NOT is_staged
)
SELECT file_id, 'allocated_moved' AS rule, 'warning' AS severity, sheet, cell, value, other::text AS expected,
    amount - other AS difference_vnd,
    format('Kế hoạch vốn là %%s, báo cáo ngày %%s ghi %%s, mà không có quyết định nào ở giữa. Hãy kiểm tra, hoặc gửi quyết định điều '
        'chỉnh. / The plan is %%s; the report as of %%s said %%s, and no decision lies between. Check it, or send the '
        'decision.',
        mart.vi_money(amount), mart.vi_day(other_on), mart.vi_money(other), amount, other_on, other) AS message
FROM told
