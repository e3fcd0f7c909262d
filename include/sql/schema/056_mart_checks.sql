-- What the checks across files (include/sql/checks) compare: the figures of a staged batch with those in force.

CREATE TYPE staging.figure AS (
    file_id bigint, source_kind text, reporting_unit text, budget_year int, as_of date, component_code text,
    unit_code text, capital_type text, money_year_first int, money_year_last int, measure text, amount numeric,
    sheet text, cell text, value text, note text, is_staged boolean, is_replaced boolean
);

-- The figures of the batch, one per file, line of money and measure; levels of budget are added up.
CREATE FUNCTION staging.figures(batch_id bigint) RETURNS SETOF staging.figure LANGUAGE sql STABLE AS $$
    SELECT file_id, source_kind, reporting_unit, budget_year, as_of, component_code, unit_code, capital_type,
        money_year_first, money_year_last, measure, sum(amount), min(sheet), min(cell), min(raw_text), min(note), true, false
    FROM staging.fund_row
    WHERE fund_row.batch_id = $1
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
$$;

-- The same of the facts in force, for the keys that the batch speaks of. is_replaced: the batch holds a file of the same
-- voice about the same day and key, which will take its place.
CREATE FUNCTION staging.figures_in_force(batch_id bigint) RETURNS SETOF staging.figure LANGUAGE sql STABLE AS $$
    SELECT fact.submission_id, fact.source_kind, submission.unit_code, fact.budget_year, fact.as_of, component_code,
        fact.unit_code, capital_type, money_year_first, money_year_last, measure, sum(amount), min(sheet), min(cell),
        min(raw_text), min(note), false, bool_or(EXISTS (
            SELECT FROM staging.fund_row AS newer
            WHERE newer.batch_id = $1 AND newer.source_kind = fact.source_kind AND newer.as_of = fact.as_of
                AND newer.reporting_unit = submission.unit_code AND newer.component_code = fact.component_code
                AND newer.unit_code = fact.unit_code AND newer.capital_type = fact.capital_type
        ))
    FROM core.fact JOIN core.submission USING (submission_id)
    WHERE (fact.unit_code, fact.component_code, fact.capital_type) IN (
            SELECT fund_row.unit_code, fund_row.component_code, fund_row.capital_type
            FROM staging.fund_row WHERE fund_row.batch_id = $1
        )
        AND NOT EXISTS (SELECT FROM core.supersession WHERE superseded_id = fact.submission_id)
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
$$;

-- All that will be said once the batch is in.
CREATE FUNCTION staging.known_figures(batch_id bigint) RETURNS SETOF staging.figure LANGUAGE sql STABLE AS $$
    SELECT * FROM staging.figures($1)
    UNION ALL
    SELECT * FROM staging.figures_in_force($1) WHERE NOT is_replaced
$$;

-- Where a figure stands, for a sentence: "BC T6.xlsx, Sự nghiệp!D9".
CREATE FUNCTION staging.place(file_id bigint, sheet text, cell text) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT concat_ws(', ', (
        SELECT original_name FROM quality.receipt WHERE receipt.file_id = $1 ORDER BY receipt_id LIMIT 1
    ), concat_ws('!', $2, $3))
$$;
