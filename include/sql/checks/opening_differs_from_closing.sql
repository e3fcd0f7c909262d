-- What a unit carries into a budget year equals what it closed the year before with (form 04-SDKP/ĐVDT).
--
-- All older money years of a line are compared together, for the form groups them. Units count the unsettled advance in
-- or leave it out: both are right. The finding goes to the file that arrives: the report, or a closing that comes after it
-- and is compared with the last one. Silent: 1. where no closing of the year before is known.
WITH known AS NOT MATERIALIZED (
    SELECT * FROM staging.known_figures(%(batch_id)s)
    WHERE (measure = 'carried_in' AND source_kind = 'unit_report')
        OR (measure IN ('carried_out', 'advance') AND source_kind = 'carryover_form')
),
closed AS MATERIALIZED (  -- without a closing there is nothing to compare
    SELECT DISTINCT unit_code FROM known WHERE source_kind = 'carryover_form'
),
figure AS (  -- a year's closing is laid beside the openings of the next
    SELECT *, measure = 'carried_in' AND source_kind = 'unit_report' AS is_opening,
        budget_year + (measure <> 'carried_in')::int AS opened_year
    FROM known
    WHERE EXISTS (SELECT FROM closed) AND unit_code = ANY (ARRAY (SELECT unit_code FROM closed))
),
summed AS (
    SELECT file_id, is_staged, is_opening, component_code, unit_code, capital_type, opened_year, as_of,
        sum(amount) FILTER (WHERE measure <> 'advance') AS amount, sum(amount) FILTER (WHERE measure = 'advance') AS advance,
        min(sheet) AS sheet, min(cell) FILTER (WHERE measure <> 'advance') AS cell,
        min(value) FILTER (WHERE measure <> 'advance') AS value
    FROM figure
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
),
compared AS (
    SELECT *, sum(amount) FILTER (WHERE NOT is_opening) OVER key AS closing,
        COALESCE(sum(advance) FILTER (WHERE NOT is_opening) OVER key, 0) AS closing_advance,
        max(file_id) FILTER (WHERE NOT is_opening) OVER key AS closing_file,
        max(sheet) FILTER (WHERE NOT is_opening) OVER key AS closing_sheet,
        max(cell) FILTER (WHERE NOT is_opening) OVER key AS closing_cell,
        max(value) FILTER (WHERE NOT is_opening) OVER key AS closing_value,
        bool_or(is_staged) FILTER (WHERE NOT is_opening) OVER key AS closing_is_staged,
        max(as_of) FILTER (WHERE is_opening) OVER key AS last_opened_on
    FROM summed
    WINDOW key AS (PARTITION BY component_code, unit_code, capital_type, opened_year)
),
different AS (
    SELECT * FROM compared
    WHERE is_opening AND (is_staged OR closing_is_staged AND as_of = last_opened_on)
        AND amount <> closing AND amount <> closing + closing_advance
)
SELECT CASE WHEN is_staged THEN file_id ELSE closing_file END AS file_id, 'opening_differs_from_closing' AS rule,
    'warning' AS severity,
    CASE WHEN is_staged THEN sheet ELSE closing_sheet END AS sheet,
    CASE WHEN is_staged THEN cell ELSE closing_cell END AS cell,
    CASE WHEN is_staged THEN value ELSE closing_value END AS value,
    CASE WHEN is_staged THEN closing ELSE amount END::text AS expected,
    CASE WHEN is_staged THEN amount - closing ELSE closing - amount END AS difference_vnd,
    format('Vốn năm trước chuyển sang %%s (%%s) khác số dư được chuyển trên mẫu 04-SDKP %%s (%%s). Hãy đối chiếu hai biểu và sửa '
        'biểu sai. / The money carried in, %%s (%%s), differs from the closing balance on form 04-SDKP, %%s (%%s). Compare the '
        'two and mend the wrong one.',
        mart.vi_money(amount), staging.place(file_id, sheet, cell),
        mart.vi_money(closing), staging.place(closing_file, closing_sheet, closing_cell),
        amount, staging.place(file_id, sheet, cell),
        closing, staging.place(closing_file, closing_sheet, closing_cell)) AS message
FROM different
