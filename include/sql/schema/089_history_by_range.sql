-- History is asked by ranges of days: of millions of versions a day needs few.

-- As of any day: few of a history's rows, and the planner knows how few only of a range, not of two dates.
CREATE INDEX ON mart.line_version USING gist (daterange(as_of, as_of_next));

-- What was last said of a line's advances, in the order in which it is looked for.
CREATE INDEX ON mart.line_version (unit_code, component_code, capital_type, money_year_first, money_year_last, as_of DESC)
    INCLUDE (advance_vnd, known_to) WHERE advance_vnd IS NOT NULL;

-- The lines of the keys (units[i], components[i], capital_types[i]) on every day, as the warehouse knew them at
-- known_at: amounts, how long each row stays the latest word, its deadline and its state by the law of its day.
-- A later budget year's word on the same money years takes over from an older year's, whatever their dates.
CREATE OR REPLACE FUNCTION mart.lines(units text[], components text[], capital_types text[], known_at timestamptz)
RETURNS TABLE (
    component_code text, unit_code text, capital_type text, budget_year int, money_year_first int,
    money_year_last int, as_of date, as_of_next date, is_line boolean, carried_in_vnd numeric, allocated_vnd numeric,
    adjusted_vnd numeric, available_vnd numeric, late_vnd numeric, disbursed_vnd numeric, disbursed_as_of date,
    cancelled_vnd numeric, returned_vnd numeric, advance_vnd numeric, carried_out_vnd numeric, estimate_vnd numeric,
    remaining_vnd numeric, disbursed_pct numeric, owner_level text, deadline_date date, deadline_document text,
    status_code text, source_file_id bigint, closes_year boolean
)
LANGUAGE sql STABLE SET enable_nestloop = off AS $$
WITH line AS (
    SELECT key_number, component_code, unit_code, capital_type, budget_year, line_first, line_last, as_of,
        sum(amount) FILTER (WHERE measure = 'carried_in') AS carried_in,
        sum(amount) FILTER (WHERE measure = 'allocated') AS allocated,
        sum(amount) FILTER (WHERE measure = 'adjusted') AS adjusted,
        sum(amount) FILTER (WHERE measure IN ('carried_in', 'allocated', 'adjusted')) AS available,
        COALESCE(sum(late_amount) FILTER (WHERE measure IN ('carried_in', 'allocated', 'adjusted')), 0) AS late,
        sum(amount) FILTER (WHERE measure = 'disbursed') AS disbursed,
        max(said_on) FILTER (WHERE measure = 'disbursed') AS disbursed_as_of,
        sum(amount) FILTER (WHERE measure = 'cancelled') AS cancelled,
        sum(amount) FILTER (WHERE measure = 'returned') AS returned,
        sum(amount) FILTER (WHERE measure = 'advance') AS advance,
        sum(amount) FILTER (WHERE measure = 'carried_out') AS carried_out,
        sum(amount) FILTER (WHERE measure = 'estimate') AS estimate,
        CASE WHEN bool_and(budget_level IS NOT NULL) AND min(budget_level) = max(budget_level)
            THEN min(budget_level) END AS owner_level,
        COALESCE(
            max(submission_id) FILTER (WHERE measure = 'disbursed' AND said_on = as_of),
            max(submission_id) FILTER (WHERE said_on = as_of)
        ) AS source_file_id
    FROM mart.words($1, $2, $3, $4)
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
),
balanced AS (
    SELECT line.*, COALESCE(programme_code, '*') AS programme,
        available - disbursed - COALESCE(cancelled, 0) - COALESCE(returned, 0) AS remaining,
        COALESCE(available, 0) <> 0 OR COALESCE(disbursed, 0) <> 0 AS is_line,
        CASE WHEN available > 0 THEN round(disbursed * 100 / available, 2) END AS disbursed_pct,
        COALESCE(late <> 0 AND late = available, false) AS is_late
    FROM line LEFT JOIN mart.component_tree ON code = component_code
),
money_year_word AS (  -- each line once per money year, with the day on which the next word about that year comes
    SELECT key_number, budget_year, line_first, as_of,
        lead(as_of) OVER (PARTITION BY key_number, money_year, budget_year ORDER BY as_of) AS next_in_year,
        min(as_of) OVER (
            PARTITION BY key_number, money_year ORDER BY budget_year
            RANGE BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING
        ) AS next_year
    FROM line CROSS JOIN generate_series(line_first, line_last) AS money_year
),
followed AS (
    SELECT key_number, budget_year, line_first, as_of,
        GREATEST(as_of, COALESCE(min(LEAST(next_in_year, next_year)), 'infinity')) AS as_of_next,
        count(next_in_year) = 0 AS closes_year
    FROM money_year_word
    GROUP BY 1, 2, 3, 4
),
law AS MATERIALIZED (  -- looked up once for each of the few cases that the law and the milestones tell apart
    SELECT legal_case.*, deadline.deadline_date, deadline.deadline_document,
        mart.milestone_pct(budget_year, as_of, capital_type, line_last < budget_year) AS milestone_pct,
        mart.warning_days(as_of, capital_type, line_last < budget_year) AS warning_days
    FROM (SELECT DISTINCT line_first, line_last, capital_type, programme, is_late, budget_year, as_of FROM balanced)
        AS legal_case
    CROSS JOIN LATERAL mart.deadline(
        line_first, line_last, capital_type, programme, CASE WHEN is_late THEN '15' END, as_of
    ) AS deadline
)
SELECT component_code, unit_code, capital_type, budget_year, line_first, line_last, as_of, as_of_next, is_line,
    carried_in, allocated, adjusted, available, late, disbursed, disbursed_as_of, cancelled, returned, advance,
    carried_out, estimate, remaining, disbursed_pct, owner_level, deadline_date, deadline_document,
    CASE
        WHEN disbursed IS NULL THEN 'not_reported'
        WHEN available IS NULL THEN 'not_allocated'
        WHEN remaining < 0 THEN 'overspent'
        WHEN remaining = 0 THEN 'spent'
        WHEN deadline_date < as_of AND remaining > late THEN 'lapsed'
        WHEN deadline_date - as_of <= warning_days AND remaining > late THEN 'at_risk'
        WHEN disbursed_pct < milestone_pct THEN 'slow'
        ELSE 'ok'
    END,
    source_file_id, closes_year
FROM balanced
JOIN followed USING (key_number, budget_year, line_first, as_of)
JOIN law USING (line_first, line_last, capital_type, programme, is_late, budget_year, as_of)
$$;

-- The latest word per line up to a day, as the warehouse knew it at a moment: exactly the table of that day.
CREATE OR REPLACE FUNCTION mart.fund_status_as_of(as_of date, known_at timestamptz DEFAULT now()) RETURNS SETOF mart.fund_status
LANGUAGE sql STABLE AS $$
    SELECT version.as_of, budget_year, program_code, project_code, component_code, component_name, unit_code, unit_name,
        capital_type, money_year_first, money_year_last, is_carryover, available_vnd, disbursed_vnd, remaining_vnd,
        disbursed_pct, deadline_date, days_left, status_code, source_file_id
    FROM mart.fund_status_version AS version
    WHERE daterange(version.as_of, version.as_of_next) @> $1 AND version.known_from <= $2 AND $2 < version.known_to
$$;

-- The same lines with all their amounts, as known now: what the tables of the next files are made of.
CREATE OR REPLACE FUNCTION mart.lines_on(asked_on date) RETURNS SETOF mart.line_version
LANGUAGE sql STABLE AS $$
    SELECT * FROM mart.line_version
    WHERE daterange(as_of, as_of_next) @> $1 AND known_to = 'infinity' AND is_line
$$;

-- The lines, latest up to a day as the warehouse knew them at a moment, with all their amounts.
CREATE OR REPLACE FUNCTION mart.lines_as_of(as_of date, known_at timestamptz DEFAULT now()) RETURNS SETOF mart.line_version
LANGUAGE sql STABLE AS $$
    SELECT * FROM mart.line_version AS line
    WHERE daterange(line.as_of, line.as_of_next) @> $1 AND line.known_from <= $2 AND $2 < line.known_to
$$;
