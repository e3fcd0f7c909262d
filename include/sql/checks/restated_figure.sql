-- Restatement watch: a figure that differs from what the same voice has already reported for the same day is called out
-- cell by cell, also where the new file leaves it out.
--
-- Silent: 1. of a first report; 2. of figures that stay the same.
WITH before AS (
    SELECT * FROM staging.figures_in_force(%(batch_id)s) WHERE is_replaced
),
after AS (
    SELECT * FROM staging.figures(%(batch_id)s)
),
newer_file AS (
    SELECT DISTINCT file_id, source_kind, reporting_unit, as_of, component_code, unit_code, capital_type FROM after
),
restated AS (
    SELECT newer_file.file_id, after.sheet, after.cell, after.value, after.amount, before.amount AS before,
        before.as_of, staging.place(before.file_id, before.sheet, before.cell) AS before_at
    FROM before
    JOIN newer_file USING (source_kind, reporting_unit, as_of, component_code, unit_code, capital_type)
    LEFT JOIN after ON (after.file_id, after.component_code, after.unit_code, after.capital_type, after.measure,
            after.money_year_first, after.money_year_last)
        = (newer_file.file_id, before.component_code, before.unit_code, before.capital_type, before.measure,
            before.money_year_first, before.money_year_last)
    WHERE after.amount IS DISTINCT FROM before.amount
)
SELECT file_id, 'restated_figure' AS rule, 'warning' AS severity, sheet, cell, value, before::text AS expected,
    COALESCE(amount, 0) - before AS difference_vnd,
    format('Số liệu ngày %%s đã báo cáo là %%s (%%s), nay %%s. Hãy xác nhận đây là số đính chính. / The figure of %%s was '
        'reported as %%s (%%s), now %%s. Confirm that this is a correction.',
        mart.vi_day(as_of), mart.vi_money(before), before_at, COALESCE(mart.vi_money(amount), 'không còn trong tệp'),
        as_of, before, before_at, COALESCE(amount::text, 'left out')) AS message
FROM restated
