-- The ledger of one unit with its openings, from the lines; and what auditors ask about waivers.

CREATE INDEX ON quality.finding (waived_by) WHERE waived_by IS NOT NULL;
CREATE INDEX ON quality.receipt (folder_unit_code, received_at);

-- A unit's ledger split by the level whose money it is, where the documents split it: central money that must be returned
-- stays apart from local money. A level that no document gives is null; closing only where the level's use is known.
-- Only lines whose cells name several levels are taken apart, the others are as mart.line_version has them.
DROP FUNCTION mart.ledger_by_level(text, timestamptz);
CREATE FUNCTION mart.ledger_by_level(unit_code text, known_at timestamptz DEFAULT now()) RETURNS TABLE (
    component_code text, capital_type text, budget_level text, money_year_first int, money_year_last int, budget_year int,
    opening_vnd numeric, carried_in_vnd numeric, allocated_vnd numeric, adjusted_vnd numeric, disbursed_vnd numeric,
    advance_outstanding_vnd numeric, cancelled_vnd numeric, returned_vnd numeric, carried_out_vnd numeric,
    closing_vnd numeric
)
LANGUAGE sql STABLE AS $$
WITH line AS MATERIALIZED (
    SELECT version.*, owner_level IS NULL AND EXISTS (
            SELECT FROM core.fact
            WHERE fact.unit_code = $1 AND fact.component_code = version.component_code
                AND fact.capital_type = version.capital_type AND fact.budget_year = version.budget_year
                AND fact.budget_level IS NOT NULL
        ) AS is_mixed
    FROM mart.line_version AS version
    WHERE version.unit_code = $1 AND closes_year AND known_from <= $2 AND $2 < known_to
),
mixed AS (
    SELECT array_agg(component_code) AS components, array_agg(capital_type) AS capital_types
    FROM (SELECT DISTINCT component_code, capital_type FROM line WHERE is_mixed) AS key
    HAVING count(*) > 0
),
word AS (
    SELECT word.*
    FROM mixed
    CROSS JOIN LATERAL mart.words(array_fill($1, ARRAY[cardinality(components)]), components, capital_types, $2) AS word
    JOIN line USING (component_code, capital_type, budget_year, as_of)
    WHERE line.is_mixed AND line.money_year_first = word.line_first
),
levelled AS (
    SELECT word.component_code, word.capital_type, fact.budget_level, word.line_first, word.line_last, word.budget_year,
        sum(fact.amount) FILTER (WHERE fact.measure = 'carried_in') AS carried_in,
        sum(fact.amount) FILTER (WHERE fact.measure = 'allocated') AS allocated,
        sum(fact.amount) FILTER (WHERE fact.measure = 'adjusted') AS adjusted,
        sum(fact.amount) FILTER (WHERE fact.measure = 'disbursed') AS disbursed,
        sum(fact.amount) FILTER (WHERE fact.measure = 'advance') AS advance,
        sum(fact.amount) FILTER (WHERE fact.measure = 'cancelled') AS cancelled,
        sum(fact.amount) FILTER (WHERE fact.measure = 'returned') AS returned,
        sum(fact.amount) FILTER (WHERE fact.measure = 'carried_out') AS carried_out,
        sum(fact.amount) FILTER (WHERE fact.measure IN ('carried_in', 'allocated', 'adjusted')) AS available
    FROM word
    JOIN core.fact
        ON (fact.submission_id, fact.unit_code, fact.component_code, fact.capital_type, fact.budget_year, fact.measure,
                fact.money_year_first, fact.money_year_last)
            = (word.submission_id, word.unit_code, word.component_code, word.capital_type, word.budget_year, word.measure,
                word.money_year_first, word.money_year_last)
        AND fact.as_of = word.said_on
    GROUP BY 1, 2, 3, 4, 5, 6
),
entry AS (
    SELECT component_code, capital_type, owner_level AS budget_level, money_year_first, money_year_last, budget_year,
        carried_in_vnd, allocated_vnd, adjusted_vnd, disbursed_vnd, advance_vnd, cancelled_vnd, returned_vnd,
        carried_out_vnd, COALESCE(carried_out_vnd, remaining_vnd) AS closing_vnd
    FROM line WHERE NOT is_mixed
    UNION ALL
    SELECT component_code, capital_type, budget_level, line_first, line_last, budget_year, carried_in, allocated, adjusted,
        disbursed, advance, cancelled, returned, carried_out,
        COALESCE(carried_out, available - disbursed - COALESCE(cancelled, 0) - COALESCE(returned, 0))
    FROM levelled
)
SELECT entry.component_code, entry.capital_type, entry.budget_level, entry.money_year_first, entry.money_year_last,
    entry.budget_year, before.opening, entry.carried_in_vnd, entry.allocated_vnd, entry.adjusted_vnd, entry.disbursed_vnd,
    entry.advance_vnd, entry.cancelled_vnd, entry.returned_vnd, entry.carried_out_vnd, entry.closing_vnd
FROM entry
LEFT JOIN LATERAL (  -- what was closed together stays together until a document splits it
    SELECT CASE
            WHEN bool_and(closed.money_year_first >= entry.money_year_first
                AND closed.money_year_last <= entry.money_year_last)
            THEN sum(closed.closing_vnd) END AS opening
    FROM entry AS closed
    WHERE (closed.component_code, closed.capital_type, closed.budget_year)
            = (entry.component_code, entry.capital_type, entry.budget_year - 1)
        AND closed.budget_level IS NOT DISTINCT FROM entry.budget_level
        AND closed.money_year_first <= entry.money_year_last AND entry.money_year_first <= closed.money_year_last
) AS before ON true
$$;
COMMENT ON FUNCTION mart.ledger_by_level IS 'Sổ theo năm vốn của một đơn vị, tách theo cấp ngân sách khi chứng từ có tách. / A unit''s ledger split by budget level where the documents split it.';
