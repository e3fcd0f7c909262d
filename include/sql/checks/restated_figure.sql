-- Restatement watch: a figure that differs from what the same voice has already reported for the same day is called out
-- cell by cell, also where the new file leaves it out.
--
-- Silent: 1. of a first report; 2. of figures that stay the same.
WITH figure AS (
    SELECT * FROM staging.figures(%(batch_id)s)
    UNION ALL
    SELECT * FROM staging.figures_in_force(%(batch_id)s)
),
said AS (
    SELECT *, max(file_id) FILTER (WHERE is_staged) OVER (
            PARTITION BY source_kind, reporting_unit, as_of, component_code, unit_code, capital_type
        ) AS newer_file
    FROM figure
),
compared AS (
    SELECT newer_file AS file_id, as_of, min(sheet) FILTER (WHERE is_staged) AS sheet,
        min(cell) FILTER (WHERE is_staged) AS cell, min(value) FILTER (WHERE is_staged) AS value,
        sum(amount) FILTER (WHERE file_id = newer_file) AS amount, sum(amount) FILTER (WHERE NOT is_staged) AS before,
        max(file_id) FILTER (WHERE NOT is_staged) AS before_file, min(sheet) FILTER (WHERE NOT is_staged) AS before_sheet,
        min(cell) FILTER (WHERE NOT is_staged) AS before_cell
    FROM said
    WHERE newer_file IS NOT NULL
    GROUP BY newer_file, source_kind, reporting_unit, as_of, component_code, unit_code, capital_type, budget_level, measure,
        money_year_first, money_year_last
),
restated AS (
    SELECT *, staging.place(before_file, before_sheet, before_cell) AS before_at
    FROM compared WHERE before IS NOT NULL AND amount IS DISTINCT FROM before
)
SELECT file_id, 'restated_figure' AS rule, 'warning' AS severity, sheet, cell, value, before::text AS expected,
    COALESCE(amount, 0) - before AS difference_vnd,
    format('Số liệu ngày %%s đã báo cáo là %%s (%%s), nay %%s. Hãy xác nhận đây là số đính chính. / The figure of %%s was '
        'reported as %%s (%%s), now %%s. Confirm that this is a correction.',
        mart.vi_day(as_of), mart.vi_money(before), before_at, COALESCE(mart.vi_money(amount), 'không còn trong tệp'),
        as_of, before, before_at, COALESCE(amount::text, 'left out')) AS message
FROM restated
