-- What is asked of the nation's lines is shared by processors: names, deadlines and days of warning, few as they are, come
-- from functions that every process asks for itself. (A recursive or materialized query can only be read by one.) As
-- mart.law_on they have a setting of their own, so that they are not inlined and the planner believes their ROWS.

-- Programme and project of every component, at any depth of the tree (the successor programme has other levels).
CREATE FUNCTION mart.components() RETURNS TABLE (
    code text, name_vi text, name_en text, programme_code text, project_code text, currency text, depth int
)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 50 SET jit = off AS $$
WITH RECURSIVE tree AS (
    SELECT code, name_vi, name_en, code AS programme_code, NULL::text AS project_code, currency, 0 AS depth
    FROM ref.component WHERE parent IS NULL
    UNION ALL
    SELECT child.code, child.name_vi, child.name_en, tree.programme_code, COALESCE(tree.project_code, child.code),
        child.currency, tree.depth + 1
    FROM ref.component AS child JOIN tree ON child.parent = tree.code
)
SELECT * FROM tree
$$;
CREATE OR REPLACE VIEW mart.component_tree WITH (security_invoker = true) AS SELECT * FROM mart.components();

-- The law of a day for money carried over, each case with the days for which its lines are called at risk. ROWS are fewer
-- than there are: of keys without statistics the planner fears such long chains that it would sort all lines instead.
CREATE FUNCTION mart.carried_law_on(asked_on date) RETURNS TABLE (
    money_year_first int, money_year_last int, capital_type text, programme text, is_late boolean, deadline_date date,
    deadline_document text, warning_days int
)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 40 SET jit = off AS $$
    SELECT law.*, mart.warning_days($1, capital_type, true) FROM mart.law_on($1) AS law
$$;

-- Money of earlier years that is still there, in the units whose codes begin so (empty: all): how much, until when, whose,
-- and what new money lies on top of it. The law and the days are those of the day asked about, the amounts the latest
-- word up to it.
-- unallocated_vnd: held by the province itself, never given to a unit that spends. allocated_not_drawn_vnd: the rest.
-- at_risk_vnd leaves out money added after 30/9 (source nature 15), which is carried over by itself.
-- new_money_on_top_vnd is given by a CASE so that who asks for lines that have some does not make an inner join of the outer
-- one: of a join by three columns the planner expects a single line, and would look through all advances for each.
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
last_advance AS (  -- said in the closing form of the older year: stays so until settled
    SELECT DISTINCT ON (unit_code, component_code, capital_type, money_year_first, money_year_last)
        unit_code, component_code, capital_type, money_year_first, money_year_last, advance_vnd
    FROM mart.line_version
    WHERE known_to = 'infinity' AND as_of <= $2 AND advance_vnd IS NOT NULL AND unit_code ^@ $1
    ORDER BY 1, 2, 3, 4, 5, line_version.as_of DESC
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
    CASE WHEN is_unallocated THEN 0 ELSE left_vnd END, last_advance.advance_vnd, dated.owner_level, at_risk, deadline,
    document, days, CASE WHEN days > 0 THEN ceil(at_risk * 7 / days) END,
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
LEFT JOIN last_advance USING (unit_code, component_code, capital_type, money_year_first, money_year_last)
$$;

COMMENT ON FUNCTION mart.components IS 'Mọi dự án, tiểu dự án với chương trình và dự án của nó. / Every component with its programme and project.';
COMMENT ON FUNCTION mart.carried_law_on IS 'Thời hạn và số ngày cảnh báo của vốn chuyển sang, theo luật của một ngày. / Deadlines and days of warning of carried-over money, by the law of a day.';
