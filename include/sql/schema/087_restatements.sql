-- What a batch restates: figures that differ from what the same voice has already reported for the same day, also where
-- the new file leaves them out.
CREATE FUNCTION staging.restatements(batch_id bigint) RETURNS TABLE (
    file_id bigint, as_of date, sheet text, cell text, value text, amount numeric, before numeric, before_at text
) LANGUAGE sql STABLE AS $$
    WITH figure AS (
        SELECT * FROM staging.figures($1)
        UNION ALL
        SELECT * FROM staging.figures_in_force($1)
    ),
    said AS (
        SELECT *, max(file_id) FILTER (WHERE is_staged) OVER (
                PARTITION BY source_kind, reporting_unit, as_of, component_code, unit_code, capital_type
            ) AS newer_file
        FROM figure
    ),
    compared AS (
        SELECT newer_file, as_of, min(sheet) FILTER (WHERE is_staged) AS sheet, min(cell) FILTER (WHERE is_staged) AS cell,
            min(value) FILTER (WHERE is_staged) AS value, sum(amount) FILTER (WHERE file_id = newer_file) AS amount,
            sum(amount) FILTER (WHERE NOT is_staged) AS before, max(file_id) FILTER (WHERE NOT is_staged) AS before_file,
            min(sheet) FILTER (WHERE NOT is_staged) AS before_sheet, min(cell) FILTER (WHERE NOT is_staged) AS before_cell
        FROM said
        WHERE newer_file IS NOT NULL
        GROUP BY newer_file, source_kind, reporting_unit, as_of, component_code, unit_code, capital_type, budget_level,
            measure, money_year_first, money_year_last
    )
    SELECT newer_file, as_of, sheet, cell, value, amount, before, staging.place(before_file, before_sheet, before_cell)
    FROM compared
    WHERE before IS NOT NULL AND amount IS DISTINCT FROM before
$$;
COMMENT ON FUNCTION staging.restatements IS 'Số liệu của đợt khác với bản đang dùng cho cùng ngày. / Figures of a batch that differ from the version in force of the same day.';
