-- What was last said of a line's advances, in the order in which it is looked for, so that no row is read beside it.
DROP INDEX mart.line_version_unit_code_component_code_capital_type_money_ye_idx;
CREATE INDEX ON mart.line_version (
    unit_code, component_code, capital_type, money_year_first, money_year_last, as_of DESC, budget_year DESC
) INCLUDE (advance_vnd, source_file_id, known_to) WHERE advance_vnd IS NOT NULL;
ANALYZE mart.line_version;

-- Whether more has been said of any of these years of money until a day. COST 1, for it is asked of the few that are told
-- together: the planner would take it for the dearest part of a question of the nation.
CREATE FUNCTION mart.is_advance_told_later(
    unit_code text, component_code text, capital_type text, money_year_first int, money_year_last int, as_of date,
    budget_year int, asked_on date
) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE COST 1 AS $$
    SELECT EXISTS (
        SELECT FROM mart.line_version AS later
        WHERE (later.unit_code, later.component_code, later.capital_type) = ($1, $2, $3) AND later.known_to = 'infinity'
            AND later.as_of <= $8 AND later.advance_vnd IS NOT NULL
            AND later.money_year_first <= $5 AND $4 <= later.money_year_last
            AND (later.as_of, later.budget_year) > ($6, $7)
    )
$$;

-- Advances not settled, as closing forms and reports said them last of the units whose codes begin so (empty: all). Years of
-- money that are told together take the place of the same years told apart, and the reverse, as with lines: what is said of
-- any of a figure's years later ends it.
CREATE FUNCTION mart.advances_on(units text, asked_on date) RETURNS TABLE (
    unit_code text, component_code text, capital_type text, money_year_first int, money_year_last int, as_of date,
    budget_year int, advance_vnd numeric, source_file_id bigint
)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
WITH said AS (  -- only years told together meet others
    SELECT *, bool_or(money_year_first < money_year_last) OVER (
            PARTITION BY unit_code, component_code, capital_type
        ) AS is_grouped
    FROM (
        SELECT DISTINCT ON (unit_code, component_code, capital_type, money_year_first, money_year_last)
            unit_code, component_code, capital_type, money_year_first, money_year_last, as_of, budget_year, advance_vnd,
            source_file_id
        FROM mart.line_version AS line
        WHERE known_to = 'infinity' AND line.as_of <= $2 AND advance_vnd IS NOT NULL AND unit_code ^@ $1
        ORDER BY unit_code, component_code, capital_type, money_year_first, money_year_last, line.as_of DESC,
            line.budget_year DESC
    ) AS last_said
)
SELECT unit_code, component_code, capital_type, money_year_first, money_year_last, as_of, budget_year, advance_vnd,
    source_file_id
FROM said
WHERE NOT is_grouped OR NOT mart.is_advance_told_later(
    unit_code, component_code, capital_type, money_year_first, money_year_last, as_of, budget_year, $2
)
$$;

-- Money of earlier years that is still there, in the units whose codes begin so (empty: all): how much, until when, whose,
-- and what new money lies on top of it. The law and the days are those of the day asked about, the amounts the latest
-- word up to it.
-- unallocated_vnd: held by the province itself, never given to a unit that spends. allocated_not_drawn_vnd: the rest.
-- at_risk_vnd leaves out money added after 30/9 (source nature 15), which is carried over by itself.
-- new_money_on_top_vnd is given by a CASE so that who asks for lines that have some does not make an inner join of the outer
-- one: of a join by three columns the planner expects a single line, and would look through all advances for each.
-- advance_unsettled_vnd: of a line of several years, the sum of what is said of any of them; null where
-- nothing is said of the line's years, or only together with years of other lines.
CREATE OR REPLACE FUNCTION mart.carryover_unspent_of(units text, asked_on date) RETURNS TABLE (
    as_of date, budget_year int, program_code text, project_code text, component_code text, component_name text,
    unit_code text, unit_name text, capital_type text, money_year_first int, money_year_last int,
    carried_in_vnd numeric, available_vnd numeric, disbursed_vnd numeric, remaining_vnd numeric, disbursed_pct numeric,
    unallocated_vnd numeric, allocated_not_drawn_vnd numeric, advance_unsettled_vnd numeric, owner_level text,
    at_risk_vnd numeric, deadline_date date, deadline_document text, days_left int, weekly_spend_needed_vnd numeric,
    new_money_on_top_vnd numeric, status_code text, source_file_id bigint
)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
WITH line AS NOT MATERIALIZED (
    SELECT * FROM mart.lines_on($2) WHERE unit_code ^@ $1
),
older AS (
    SELECT line.*, COALESCE(tree.programme_code, '*') AS programme, tree.project_code, tree.name_vi AS component_name,
        unit_name.name_vi AS unit_name, unit_name.kind = 'province' AS is_unallocated,
        COALESCE(line.remaining_vnd, line.available_vnd) AS left_vnd,
        line.late_vnd <> 0 AND line.late_vnd IS NOT DISTINCT FROM line.available_vnd AS is_late
    FROM line
    LEFT JOIN mart.component_tree AS tree ON tree.code = line.component_code
    LEFT JOIN mart.unit_name
        ON unit_name.code = line.unit_code AND line.as_of >= unit_name.named_from AND line.as_of < unit_name.named_to
    WHERE line.money_year_last < EXTRACT(year FROM $2)::int AND COALESCE(line.remaining_vnd, line.available_vnd) > 0
),
this_year AS (
    SELECT component_code, unit_code, capital_type, sum(allocated_vnd) AS allocated
    FROM line
    WHERE money_year_first = EXTRACT(year FROM $2)::int AND money_year_last = money_year_first
    GROUP BY 1, 2, 3
),
advance AS (
    SELECT unit_code, component_code, capital_type, array_agg(money_year_first) AS firsts, array_agg(money_year_last) AS lasts,
        array_agg(advance_vnd) AS amounts
    FROM mart.advances_on($1, $2)
    GROUP BY 1, 2, 3
),
dated AS (
    SELECT older.*, law.deadline_date AS deadline, law.deadline_document AS document, law.deadline_date - $2 AS days,
        law.warning_days, GREATEST(older.left_vnd - older.late_vnd, 0) AS at_risk
    FROM older
    LEFT JOIN mart.carried_law_on($2) AS law USING (money_year_first, money_year_last, capital_type, programme, is_late)
)
SELECT dated.as_of, dated.budget_year, programme, COALESCE(project_code, component_code), component_code,
    COALESCE(component_name, component_code), unit_code, COALESCE(unit_name, unit_code), capital_type,
    money_year_first, money_year_last, dated.carried_in_vnd, dated.available_vnd, dated.disbursed_vnd,
    dated.remaining_vnd, dated.disbursed_pct, CASE WHEN is_unallocated THEN left_vnd ELSE 0 END,
    CASE WHEN is_unallocated THEN 0 ELSE left_vnd END,
    CASE
        WHEN lasts[array_position(firsts, money_year_first)] = money_year_last
            THEN amounts[array_position(firsts, money_year_first)]
        WHEN money_year_first < money_year_last THEN (
            SELECT sum(amount) FROM unnest(firsts, lasts, amounts) AS told (first, last, amount)
            WHERE told.first >= dated.money_year_first AND told.last <= dated.money_year_last
        )
    END,
    dated.owner_level, at_risk, deadline, document, days, CASE WHEN days > 0 THEN ceil(at_risk * 7 / days) END,
    CASE WHEN this_year.unit_code IS NOT NULL THEN this_year.allocated END,
    CASE
        WHEN dated.disbursed_vnd IS NULL THEN 'not_reported'
        WHEN days < 0 AND at_risk > 0 THEN 'lapsed'
        WHEN days <= warning_days AND at_risk > 0 THEN 'at_risk'
        WHEN dated.status_code IN ('at_risk', 'lapsed') THEN 'ok'
        ELSE dated.status_code
    END,
    dated.source_file_id
FROM dated
LEFT JOIN this_year USING (component_code, unit_code, capital_type)
LEFT JOIN advance USING (unit_code, component_code, capital_type)
$$;

COMMENT ON FUNCTION mart.is_advance_told_later IS 'Đến một ngày, các năm vốn này đã được nói lại hay chưa. / Whether more has been said of these years of money until a day.';
COMMENT ON FUNCTION mart.advances_on IS 'Số dư tạm ứng chưa thanh toán vào một ngày, theo lần nói sau cùng về các năm vốn đó. / Advances not settled on a day, as last said of those years of money.';
