-- mart.line_version brought up to date for the keys (units[i], components[i], capital_types[i]): the lines as the facts
-- in force at known_at say them are compared with the versions that are open. What is no longer so is closed, what is
-- new is opened at known_at; what is the same is not touched, so that running it again changes nothing. Where the facts say
-- the same and the law or a milestone does not, the moment of the change is now: nobody knew it at known_at.
WITH fresh AS MATERIALIZED (
    SELECT * FROM mart.lines(
        %(units)s::text[], %(components)s::text[], %(capital_types)s::text[], %(known_at)s::timestamptz
    )
),
shown AS MATERIALIZED (
    SELECT version.*
    FROM mart.line_version AS version
    JOIN unnest(%(units)s::text[], %(components)s::text[], %(capital_types)s::text[])
        AS touched (unit_code, component_code, capital_type) USING (unit_code, component_code, capital_type)
    WHERE version.unit_code = ANY (%(units)s::text[]) AND version.known_to = 'infinity'
),
said_again AS (
    SELECT unit_code, component_code, capital_type, budget_year, as_of, money_year_first,
        (shown.deadline_date, shown.deadline_document, shown.status_code)
            IS NOT DISTINCT FROM (fresh.deadline_date, fresh.deadline_document, fresh.status_code) AS is_unchanged
    FROM shown JOIN fresh USING (unit_code, component_code, capital_type, budget_year, as_of, money_year_first)
    WHERE (shown.money_year_last, shown.as_of_next, shown.is_line, shown.carried_in_vnd, shown.allocated_vnd,
            shown.adjusted_vnd, shown.available_vnd, shown.late_vnd, shown.disbursed_vnd, shown.disbursed_as_of,
            shown.cancelled_vnd, shown.returned_vnd, shown.advance_vnd, shown.carried_out_vnd, shown.estimate_vnd,
            shown.owner_level, shown.source_file_id, shown.closes_year)
        IS NOT DISTINCT FROM
        (fresh.money_year_last, fresh.as_of_next, fresh.is_line, fresh.carried_in_vnd, fresh.allocated_vnd,
            fresh.adjusted_vnd, fresh.available_vnd, fresh.late_vnd, fresh.disbursed_vnd, fresh.disbursed_as_of,
            fresh.cancelled_vnd, fresh.returned_vnd, fresh.advance_vnd, fresh.carried_out_vnd, fresh.estimate_vnd,
            fresh.owner_level, fresh.source_file_id, fresh.closes_year)
),
unchanged AS (
    SELECT * FROM said_again WHERE is_unchanged
),
outdated AS (
    SELECT shown.* FROM shown LEFT JOIN unchanged USING (unit_code, component_code, capital_type, budget_year, as_of,
        money_year_first)
    WHERE unchanged.unit_code IS NULL
),
moment AS (
    SELECT CASE WHEN max(known_from) >= %(known_at)s::timestamptz OR EXISTS (SELECT FROM said_again WHERE NOT is_unchanged)
        THEN GREATEST(max(known_from) + interval '1 microsecond', now()) ELSE %(known_at)s::timestamptz END AS known
    FROM outdated
),
closed AS (
    UPDATE mart.line_version AS version SET known_to = moment.known
    FROM outdated CROSS JOIN moment
    WHERE (version.unit_code, version.component_code, version.capital_type, version.budget_year, version.as_of,
            version.money_year_first, version.known_from)
        = (outdated.unit_code, outdated.component_code, outdated.capital_type, outdated.budget_year, outdated.as_of,
            outdated.money_year_first, outdated.known_from)
)
INSERT INTO mart.line_version
SELECT fresh.*, moment.known, 'infinity'
FROM fresh
LEFT JOIN unchanged USING (unit_code, component_code, capital_type, budget_year, as_of, money_year_first)
CROSS JOIN moment
WHERE unchanged.unit_code IS NULL
ORDER BY fresh.as_of, fresh.unit_code  -- what is asked for together lies together: a day of the nation, then a unit
