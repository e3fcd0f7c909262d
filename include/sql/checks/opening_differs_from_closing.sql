-- What a unit carries into a budget year equals what it closed the year before with (form 04-SDKP/ĐVDT).
--
-- All older money years of a line are compared together, for the form groups them. Units count the unsettled advance in
-- or leave it out: both are right. Silent: 1. where no closing of the year before is known.
WITH known AS (
    SELECT * FROM staging.known_figures(%(batch_id)s)
),
opening AS (
    SELECT file_id, component_code, unit_code, capital_type, budget_year, sum(amount) AS amount, min(sheet) AS sheet,
        min(cell) AS cell, min(value) AS value
    FROM known WHERE is_staged AND measure = 'carried_in' AND source_kind = 'unit_report'
    GROUP BY 1, 2, 3, 4, 5
),
closing AS (
    SELECT component_code, unit_code, capital_type, budget_year, sum(amount) FILTER (WHERE measure = 'carried_out') AS left_over,
        COALESCE(sum(amount) FILTER (WHERE measure = 'advance'), 0) AS advance,
        string_agg(staging.place(file_id, sheet, cell), '; ') FILTER (WHERE measure = 'carried_out') AS places
    FROM known WHERE measure IN ('carried_out', 'advance') AND source_kind = 'carryover_form'
    GROUP BY 1, 2, 3, 4
)
SELECT opening.file_id, 'opening_differs_from_closing' AS rule, 'warning' AS severity, opening.sheet, opening.cell,
    opening.value, left_over::text AS expected, opening.amount - left_over AS difference_vnd,
    format('Vốn năm trước chuyển sang %%s khác số dư được chuyển trên mẫu 04-SDKP %%s (%%s). Hãy đối chiếu hai biểu và sửa biểu '
        'sai. / The money carried in, %%s, differs from the closing balance on form 04-SDKP, %%s (%%s). Compare the two '
        'and mend the wrong one.',
        mart.vi_money(opening.amount), mart.vi_money(left_over), places, opening.amount, left_over, places) AS message
FROM opening JOIN closing USING (component_code, unit_code, capital_type)
WHERE closing.budget_year = opening.budget_year - 1 AND left_over IS NOT NULL
    AND opening.amount NOT IN (left_over, left_over + advance)
