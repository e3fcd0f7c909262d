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

-- The figures in force of the keys that the batch speaks of.
CREATE FUNCTION staging.figures_in_force(batch_id bigint) RETURNS SETOF staging.figure LANGUAGE sql STABLE AS $$
    SELECT fact.submission_id, fact.source_kind, submission.unit_code, fact.budget_year, fact.as_of, component_code,
        fact.unit_code, capital_type, budget_level, money_year_first, money_year_last, measure, amount, sheet, cell,
        raw_text, note, false
    FROM core.fact JOIN core.submission USING (submission_id)
    WHERE (fact.unit_code, fact.component_code, fact.capital_type) IN (
            SELECT fund_row.unit_code, fund_row.component_code, fund_row.capital_type
            FROM staging.fund_row WHERE fund_row.batch_id = $1
        )
        AND NOT EXISTS (SELECT FROM core.supersession WHERE superseded_id = fact.submission_id)
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

-- Where a figure stands, for a sentence: "BC T6.xlsx, Sự nghiệp!D9".
CREATE FUNCTION staging.place(file_id bigint, sheet text, cell text) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT concat_ws(', ', (
        SELECT original_name FROM quality.receipt WHERE receipt.file_id = $1 ORDER BY receipt_id LIMIT 1
    ), concat_ws('!', $2, $3))
$$;
