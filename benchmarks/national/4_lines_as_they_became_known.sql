-- The lines of the keys (units[i], components[i], capital_types[i]) with all that was ever known of them, in one pass: what
-- playing the history again (mart.rebuild) gives, moment by moment, in hours. A line was the latest word until the next
-- one came, ten days after its day; a report that was corrected said less for ten days.
INSERT INTO mart.line_version
WITH fresh AS MATERIALIZED (
    SELECT * FROM mart.lines(%(units)s::text[], %(components)s::text[], %(capital_types)s::text[], 'infinity')
),
dated AS (
    SELECT fresh.*, said.known_from AS said_at, before.superseded_id AS first_file, first.known_from AS first_said_at,
        CASE WHEN as_of_next = 'infinity' THEN 'infinity'
            ELSE (as_of_next + 10)::timestamptz + make_interval(mins => split_part(fresh.unit_code, '.', 1)::int)
        END AS followed_at
    FROM fresh
    JOIN core.submission AS said ON said.submission_id = source_file_id
    LEFT JOIN core.supersession AS before ON before.superseding_id = source_file_id
    LEFT JOIN core.submission AS first ON first.submission_id = before.superseded_id
),
corrected AS (
    SELECT dated.*, first_spent, available_vnd - first_spent AS first_left,
        round(first_spent * 100 / NULLIF(available_vnd, 0), 2) AS first_pct
    FROM dated
    CROSS JOIN LATERAL (
        SELECT sum(amount) AS first_spent
        FROM core.fact
        WHERE fact.submission_id = first_file AND measure = 'disbursed' AND fact.budget_year = dated.budget_year
            AND fact.unit_code = dated.unit_code AND fact.component_code = dated.component_code
            AND fact.money_year_first BETWEEN dated.money_year_first AND dated.money_year_last
    ) AS first
    WHERE first_file IS NOT NULL
)
SELECT component_code, unit_code, capital_type, budget_year, money_year_first, money_year_last, as_of, as_of_next, is_line,
    carried_in_vnd, allocated_vnd, adjusted_vnd, available_vnd, late_vnd, disbursed_vnd, disbursed_as_of, cancelled_vnd,
    returned_vnd, advance_vnd, carried_out_vnd, estimate_vnd, remaining_vnd, disbursed_pct, owner_level, deadline_date,
    deadline_document, status_code, source_file_id, closes_year, GREATEST(said_at, followed_at), 'infinity'::timestamptz
FROM dated
WHERE followed_at < 'infinity'
UNION ALL
SELECT component_code, unit_code, capital_type, budget_year, money_year_first, money_year_last, as_of, 'infinity', is_line,
    carried_in_vnd, allocated_vnd, adjusted_vnd, available_vnd, late_vnd, disbursed_vnd, disbursed_as_of, cancelled_vnd,
    returned_vnd, advance_vnd, carried_out_vnd, estimate_vnd, remaining_vnd, disbursed_pct, owner_level, deadline_date,
    deadline_document, status_code, source_file_id, true, said_at, followed_at
FROM dated
WHERE said_at < followed_at
UNION ALL
SELECT component_code, unit_code, capital_type, budget_year, money_year_first, money_year_last, as_of, 'infinity', is_line,
    carried_in_vnd, allocated_vnd, adjusted_vnd, available_vnd, late_vnd, first_spent, disbursed_as_of, cancelled_vnd,
    returned_vnd, advance_vnd, carried_out_vnd, estimate_vnd, first_left, first_pct, owner_level, deadline_date,
    deadline_document,
    CASE
        WHEN first_left = 0 THEN 'spent'
        WHEN deadline_date < as_of THEN 'lapsed'
        WHEN deadline_date - as_of <= mart.warning_days(as_of, capital_type, money_year_last < budget_year) THEN 'at_risk'
        WHEN first_pct < mart.milestone_pct(budget_year, as_of, capital_type, money_year_last < budget_year) THEN 'slow'
        ELSE 'ok'
    END,
    first_file, true, first_said_at, said_at
FROM corrected
ORDER BY as_of, unit_code
