-- mart.line_version brought up to date for the keys (units[i], components[i], capital_types[i]): the lines as the facts
-- in force at known_at say them are compared with the versions that are open. What is no longer so is closed, what is
-- new is opened at known_at; what is the same is not touched, so that running it again changes nothing. Where the facts say
-- the same and the law or a milestone does not, the moment of the change is now: nobody knew it at known_at.
WITH fresh AS (
    SELECT * FROM mart.lines(
        %(units)s::text[], %(components)s::text[], %(capital_types)s::text[], %(known_at)s::timestamptz
    )
),
shown AS (  -- each unit is looked up once: of repeated codes the planner believes that it needs the whole table
    SELECT version AS held
    FROM mart.line_version AS version
    JOIN unnest(%(units)s::text[], %(components)s::text[], %(capital_types)s::text[])
        AS touched (unit_code, component_code, capital_type) USING (unit_code, component_code, capital_type)
    WHERE version.unit_code = ANY (ARRAY(SELECT DISTINCT unnest(%(units)s::text[]))) AND version.known_to = 'infinity'
),
compared AS (  -- a full join hashes or merges: it stays linear whatever sizes the planner believes in
    SELECT fresh.*, held,
        ((held).money_year_last, (held).as_of_next, (held).is_line, (held).carried_in_vnd, (held).allocated_vnd,
            (held).adjusted_vnd, (held).available_vnd, (held).late_vnd, (held).disbursed_vnd, (held).disbursed_as_of,
            (held).cancelled_vnd, (held).returned_vnd, (held).advance_vnd, (held).carried_out_vnd, (held).estimate_vnd,
            (held).owner_level, (held).source_file_id, (held).closes_year)
        IS NOT DISTINCT FROM
        (fresh.money_year_last, fresh.as_of_next, fresh.is_line, fresh.carried_in_vnd, fresh.allocated_vnd,
            fresh.adjusted_vnd, fresh.available_vnd, fresh.late_vnd, fresh.disbursed_vnd, fresh.disbursed_as_of,
            fresh.cancelled_vnd, fresh.returned_vnd, fresh.advance_vnd, fresh.carried_out_vnd, fresh.estimate_vnd,
            fresh.owner_level, fresh.source_file_id, fresh.closes_year) AS is_said_again,
        ((held).deadline_date, (held).deadline_document, (held).status_code)
            IS NOT DISTINCT FROM (fresh.deadline_date, fresh.deadline_document, fresh.status_code) AS is_judged_the_same
    FROM fresh FULL JOIN shown
        ON ((held).unit_code, (held).component_code, (held).capital_type, (held).budget_year, (held).as_of,
            (held).money_year_first)
        = (fresh.unit_code, fresh.component_code, fresh.capital_type, fresh.budget_year, fresh.as_of, fresh.money_year_first)
),
changed AS MATERIALIZED (
    SELECT * FROM compared WHERE NOT (is_said_again AND is_judged_the_same)
),
moment AS (
    SELECT CASE WHEN max((held).known_from) >= %(known_at)s::timestamptz OR bool_or(is_said_again)
        THEN GREATEST(max((held).known_from) + interval '1 microsecond', now()) ELSE %(known_at)s::timestamptz END AS known
    FROM changed
),
closed AS (
    UPDATE mart.line_version AS version SET known_to = moment.known
    FROM changed CROSS JOIN moment
    WHERE (held).known_from IS NOT NULL AND version.known_to = 'infinity'
        AND (version.unit_code, version.component_code, version.capital_type, version.budget_year, version.as_of,
            version.money_year_first, version.known_from)
        = ((held).unit_code, (held).component_code, (held).capital_type, (held).budget_year, (held).as_of,
            (held).money_year_first, (held).known_from)
)
INSERT INTO mart.line_version
SELECT component_code, unit_code, capital_type, budget_year, money_year_first, money_year_last, as_of, as_of_next, is_line,
    carried_in_vnd, allocated_vnd, adjusted_vnd, available_vnd, late_vnd, disbursed_vnd, disbursed_as_of, cancelled_vnd,
    returned_vnd, advance_vnd, carried_out_vnd, estimate_vnd, remaining_vnd, disbursed_pct, owner_level, deadline_date,
    deadline_document, status_code, source_file_id, closes_year, moment.known, 'infinity'
FROM changed CROSS JOIN moment
WHERE unit_code IS NOT NULL
ORDER BY as_of, unit_code  -- what is asked for together lies together: a day of the nation, then a unit
