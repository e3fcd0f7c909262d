-- Of a unit that is no more, whoever took over is told that its money is slow.

-- Who is told of each unit's money on a day: its head; of a unit that is no more, the head of the one that took over; where
-- there is neither, the head of the unit above.
CREATE FUNCTION mart.heads_on(asked_on date) RETURNS TABLE (unit_code text, recipients text[])
LANGUAGE sql STABLE AS $$
WITH RECURSIVE head AS (
    SELECT unit_code, array_agg(recipient_id ORDER BY recipient_id) AS recipients
    FROM ref.recipient
    WHERE role = 'head' AND (valid_from IS NULL OR valid_from <= $1) AND (valid_to IS NULL OR $1 < valid_to)
    GROUP BY unit_code
),
heir AS (  -- a unit, and one after the other those that took over
    SELECT DISTINCT code AS unit_code, code AS heir_code, 0 AS step FROM ref.unit
    UNION ALL
    SELECT heir.unit_code, unit.successor, step + 1
    FROM heir JOIN ref.unit ON unit.code = heir_code AND unit.valid_to <= $1 AND unit.successor IS NOT NULL
) CYCLE heir_code SET is_circle USING path,
concerned AS (
    SELECT heir.unit_code, recipients, false AS is_above, step FROM heir JOIN head ON head.unit_code = heir_code
    UNION ALL
    SELECT code, recipients, true, 0 FROM ref.unit JOIN head ON head.unit_code = parent
)
SELECT DISTINCT ON (unit_code) unit_code, recipients
FROM concerned
ORDER BY unit_code, is_above, step, recipients
$$;

-- Lines that are slow on a day, once a rule. Silent of lines whose disbursement is not reported (mart.coverage says so) and
-- of money that carries over by itself. Only hash joins: the planner cannot know that few kinds of lines meet many lines.
CREATE OR REPLACE FUNCTION mart.slow_lines_on(asked_on date) RETURNS TABLE (
    as_of date, budget_year int, programme text, component_code text, component_name text, unit_code text,
    unit_name text, capital_type text, money_year_first int, money_year_last int, available_vnd numeric,
    disbursed_vnd numeric, remaining_vnd numeric, disbursed_pct numeric, rule text, milestone_id text, threshold numeric,
    threshold_pct numeric, rate numeric, since_date date, deadline_date date, deadline_document text, days_left int,
    heads text[], standing text[], source_file_id bigint
)
LANGUAGE sql STABLE ROWS 10000 SET jit = off SET enable_nestloop = off SET enable_mergejoin = off AS $$
WITH agency AS (
    SELECT substr(role, 10) AS programme, array_agg(recipient_id) AS recipients
    FROM ref.recipient
    WHERE role ^@ 'standing:' AND (valid_from IS NULL OR valid_from <= $1) AND (valid_to IS NULL OR $1 < valid_to)
    GROUP BY role
)
SELECT line.as_of, line.budget_year, asked.programme, line.component_code, COALESCE(tree.name_vi, line.component_code),
    line.unit_code, COALESCE(unit_name.name_vi, line.unit_code), line.capital_type, line.money_year_first,
    line.money_year_last, line.available_vnd, line.disbursed_vnd, line.remaining_vnd, line.disbursed_pct, asked.rule,
    asked.milestone_id, asked.threshold, asked.threshold_pct, asked.rate, asked.since_date, asked.deadline_date,
    asked.deadline_document, asked.days_left, head.recipients, agency.recipients, line.source_file_id
FROM mart.lines_on($1) AS line
LEFT JOIN mart.component_tree AS tree ON tree.code = line.component_code
JOIN mart.milestones_on($1) AS asked
    ON asked.province = split_part(line.unit_code, '.', 1) AND asked.programme = COALESCE(tree.programme_code, '*')
    AND (asked.capital_type, asked.money_year_first, asked.money_year_last, asked.budget_year, asked.disbursed_as_of)
        = (line.capital_type, line.money_year_first, line.money_year_last, line.budget_year, line.disbursed_as_of)
    AND asked.is_late = (line.late_vnd <> 0 AND line.late_vnd = line.available_vnd)
LEFT JOIN mart.unit_name
    ON unit_name.code = line.unit_code AND line.as_of >= unit_name.named_from AND line.as_of < unit_name.named_to
LEFT JOIN mart.heads_on($1) AS head ON head.unit_code = line.unit_code
LEFT JOIN agency ON agency.programme = asked.programme
WHERE line.available_vnd > 0 AND line.disbursed_vnd IS NOT NULL AND line.remaining_vnd > 0
    AND CASE WHEN rule = 'deadline' THEN line.remaining_vnd > line.late_vnd ELSE line.disbursed_pct < least_pct END
$$;
