-- Most checks across files look first for the rarer voice: that a batch does not hold it is found in no time.
CREATE INDEX fund_row_rarer_voices ON staging.fund_row (batch_id) WHERE source_kind <> 'unit_report';

-- The planner takes it that every submission has been superseded where none has yet, and would go through the batch once per
-- figure in force. The submissions that a batch is compared with are therefore looked up by themselves, before their figures.

-- The figures of the batch beside those said by the units that report in it, in its budget years.
CREATE OR REPLACE FUNCTION staging.figures_of_reporters(batch_id bigint) RETURNS SETOF staging.figure
LANGUAGE sql STABLE AS $$
    SELECT * FROM staging.figures($1)
    UNION ALL
    SELECT * FROM staging.figures_that_stay($1) AS figure
    WHERE figure.file_id = ANY (ARRAY (
        SELECT submission_id FROM core.submission
        WHERE (submission.unit_code, submission.budget_year) IN (
            SELECT DISTINCT fund_row.reporting_unit, fund_row.budget_year
            FROM staging.fund_row WHERE fund_row.batch_id = $1
        )
    ))
$$;

-- Beside those said by anybody about the days that it speaks of.
CREATE OR REPLACE FUNCTION staging.figures_of_days(batch_id bigint) RETURNS SETOF staging.figure LANGUAGE sql STABLE AS $$
    SELECT * FROM staging.figures($1)
    UNION ALL
    SELECT * FROM staging.figures_that_stay($1) AS figure
    WHERE figure.file_id = ANY (ARRAY (
        SELECT submission_id FROM core.submission
        WHERE submission.source_kind IN ('summary', 'unit_report') AND submission.as_of IN (
            SELECT DISTINCT fund_row.as_of FROM staging.fund_row WHERE fund_row.batch_id = $1
        )
    ))
$$;

-- Beside those given to anybody by the decisions of its budget years.
CREATE OR REPLACE FUNCTION staging.figures_of_decisions(batch_id bigint) RETURNS SETOF staging.figure
LANGUAGE sql STABLE AS $$
    SELECT * FROM staging.figures($1)
    UNION ALL
    SELECT * FROM staging.figures_that_stay($1) AS figure
    WHERE figure.file_id = ANY (ARRAY (
        SELECT submission_id FROM core.submission
        WHERE submission.source_kind = 'decision' AND submission.budget_year IN (
            SELECT DISTINCT fund_row.budget_year FROM staging.fund_row WHERE fund_row.batch_id = $1
        )
    ))
$$;

-- What a batch restates: figures that differ from what the same voice has already reported for the same day, also where
-- the new file leaves them out.
CREATE OR REPLACE FUNCTION staging.restatements(batch_id bigint) RETURNS TABLE (
    file_id bigint, as_of date, sheet text, cell text, value text, amount numeric, before numeric, before_at text
) LANGUAGE sql STABLE AS $$
    WITH reported AS MATERIALIZED (
        SELECT * FROM staging.figure_in_force
        WHERE figure_in_force.file_id = ANY (ARRAY (
            SELECT submission_id FROM core.submission
            WHERE (submission.source_kind, submission.unit_code, submission.as_of) IN (
                SELECT DISTINCT source_kind, reporting_unit, fund_row.as_of
                FROM staging.fund_row WHERE fund_row.batch_id = $1
            )
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
