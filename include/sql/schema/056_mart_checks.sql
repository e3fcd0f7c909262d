-- What the checks across files (include/sql/checks) compare: the figures of a staged batch with those in force.
--
-- A batch is new to the planner, which takes a million rows for a handful: the checks are therefore written with windows
-- and groups rather than joins, and stay linear whatever it believes.

CREATE TYPE staging.figure AS (
    file_id bigint, source_kind text, reporting_unit text, budget_year int, as_of date, component_code text,
    unit_code text, capital_type text, budget_level text, money_year_first int, money_year_last int, measure text,
    amount numeric, sheet text, cell text, value text, note text, is_staged boolean
);

-- The figures of the batch.
CREATE FUNCTION staging.figures(batch_id bigint) RETURNS SETOF staging.figure LANGUAGE sql STABLE AS $$
    SELECT file_id, source_kind, reporting_unit, budget_year, as_of, component_code, unit_code, capital_type, budget_level,
        money_year_first, money_year_last, measure, amount, sheet, cell, raw_text, note, true
    FROM staging.fund_row
    WHERE fund_row.batch_id = $1
$$;

-- Every figure in force, whoever said it.
CREATE VIEW staging.figure_in_force WITH (security_invoker = true) AS
SELECT fact.submission_id AS file_id, fact.source_kind, submission.unit_code AS reporting_unit, fact.budget_year, fact.as_of,
    component_code, fact.unit_code, capital_type, budget_level, money_year_first, money_year_last, measure, amount, sheet,
    cell, raw_text AS value, note, false AS is_staged
FROM core.fact JOIN core.submission USING (submission_id)
WHERE NOT EXISTS (SELECT FROM core.supersession WHERE superseded_id = fact.submission_id);

-- Those of the keys that the batch speaks of.
CREATE FUNCTION staging.figures_in_force(batch_id bigint) RETURNS SETOF staging.figure LANGUAGE sql STABLE AS $$
    SELECT * FROM staging.figure_in_force
    WHERE (unit_code, component_code, capital_type) IN (
        SELECT fund_row.unit_code, fund_row.component_code, fund_row.capital_type
        FROM staging.fund_row WHERE fund_row.batch_id = $1
    )
$$;

-- All that will be said once the batch is in: without the figures whose place a file of the batch takes, which is one of
-- the same voice about the same day and key.
CREATE FUNCTION staging.known_figures(batch_id bigint) RETURNS SETOF staging.figure LANGUAGE sql STABLE AS $$
    SELECT * FROM staging.figures($1)
    UNION ALL
    SELECT * FROM staging.figures_in_force($1) AS figure
    WHERE (source_kind, reporting_unit, as_of, component_code, unit_code, capital_type) NOT IN (
        SELECT DISTINCT source_kind, reporting_unit, as_of, component_code, unit_code, capital_type
        FROM staging.figures($1)
    )
$$;

-- Every figure that stays in force once the batch is in: without those of a report whose place a file of the batch takes.
-- Decisions of one day stand side by side.
CREATE FUNCTION staging.figures_that_stay(batch_id bigint) RETURNS SETOF staging.figure LANGUAGE sql STABLE AS $$
    SELECT * FROM staging.figure_in_force
    WHERE (source_kind, reporting_unit, as_of, split_part(component_code, '.', 1), capital_type, unit_code) NOT IN (
        SELECT source_kind, reporting_unit, as_of, split_part(component_code, '.', 1), capital_type, unit_code
        FROM staging.fund_row
        WHERE fund_row.batch_id = $1 AND source_kind <> 'decision'
    )
$$;

-- The figures of the batch beside those that a check across files compares them with; each check asks for as little of
-- the warehouse as it needs. About the units that the batch speaks of, in its budget years:
CREATE FUNCTION staging.figures_about_units(batch_id bigint) RETURNS SETOF staging.figure LANGUAGE sql STABLE AS $$
    SELECT * FROM staging.figures($1)
    UNION ALL
    SELECT * FROM staging.figures_that_stay($1)
    WHERE (unit_code, budget_year) IN (
        SELECT fund_row.unit_code, fund_row.budget_year FROM staging.fund_row WHERE fund_row.batch_id = $1
    )
$$;

-- Said by the units that report in the batch, in its budget years:
CREATE FUNCTION staging.figures_of_reporters(batch_id bigint) RETURNS SETOF staging.figure LANGUAGE sql STABLE AS $$
    SELECT * FROM staging.figures($1)
    UNION ALL
    SELECT figure.*
    FROM core.submission JOIN staging.figures_that_stay($1) AS figure ON figure.file_id = submission.submission_id
    WHERE (submission.unit_code, submission.budget_year) IN (
        SELECT fund_row.reporting_unit, fund_row.budget_year FROM staging.fund_row WHERE fund_row.batch_id = $1
    )
$$;

-- Said by anybody about the days that the batch speaks of:
CREATE FUNCTION staging.figures_of_days(batch_id bigint) RETURNS SETOF staging.figure LANGUAGE sql STABLE AS $$
    SELECT * FROM staging.figures($1)
    UNION ALL
    SELECT figure.*
    FROM core.submission JOIN staging.figures_that_stay($1) AS figure ON figure.file_id = submission.submission_id
    WHERE submission.source_kind IN ('summary', 'unit_report') AND submission.as_of IN (
        SELECT fund_row.as_of FROM staging.fund_row WHERE fund_row.batch_id = $1
    )
$$;

-- Given to anybody by the decisions of the batch's budget years:
CREATE FUNCTION staging.figures_of_decisions(batch_id bigint) RETURNS SETOF staging.figure LANGUAGE sql STABLE AS $$
    SELECT * FROM staging.figures($1)
    UNION ALL
    SELECT figure.*
    FROM core.submission JOIN staging.figures_that_stay($1) AS figure ON figure.file_id = submission.submission_id
    WHERE submission.source_kind = 'decision' AND submission.budget_year IN (
        SELECT fund_row.budget_year FROM staging.fund_row WHERE fund_row.batch_id = $1
    )
$$;

-- Where a figure stands, for a sentence: "BC T6.xlsx, Sự nghiệp!D9".
CREATE FUNCTION staging.place(file_id bigint, sheet text, cell text) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT concat_ws(', ', (
        SELECT original_name FROM quality.receipt WHERE receipt.file_id = $1 ORDER BY receipt_id LIMIT 1
    ), concat_ws('!', $2, $3))
$$;
