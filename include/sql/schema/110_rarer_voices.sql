-- Most checks across files look first for the rarer voice: that a batch does not hold it is found in no time.
CREATE INDEX fund_row_rarer_voices ON staging.fund_row (batch_id) WHERE source_kind <> 'unit_report';

-- What a batch restates. The planner takes it that every submission has been superseded where none has, and would go through
-- the batch once per figure in force: the submissions that the batch may restate are therefore looked up by themselves.
CREATE OR REPLACE FUNCTION staging.restatements(batch_id bigint) RETURNS TABLE (
    file_id bigint, as_of date, sheet text, cell text, value text, amount numeric, before numeric, before_at text
) LANGUAGE sql STABLE AS $$
    WITH voice AS MATERIALIZED (
        SELECT DISTINCT source_kind, reporting_unit, fund_row.as_of FROM staging.fund_row WHERE fund_row.batch_id = $1
    ),
    reported AS MATERIALIZED (
        SELECT * FROM staging.figure_in_force
        WHERE figure_in_force.file_id = ANY (ARRAY (
            SELECT submission_id FROM core.submission
            WHERE (submission.source_kind, submission.unit_code, submission.as_of) IN (SELECT * FROM voice)
        ))
    ),
    figure AS (
        SELECT * FROM reported
        UNION ALL
        SELECT * FROM staging.figures($1) WHERE EXISTS (SELECT FROM reported)
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
