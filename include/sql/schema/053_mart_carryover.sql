-- Money of earlier years that is still there: how much, until when, whose, and what new money lies on top of it.

-- The deadlines of a day, for every case that the law tells apart; years that no rule speaks of have none.
CREATE FUNCTION mart.law_on(asked_on date) RETURNS TABLE (
    money_year_first int, money_year_last int, capital_type text, programme text, is_late boolean, deadline_date date,
    deadline_document text
)
LANGUAGE sql STABLE AS $$
    SELECT first, last, capital.code, programme, is_late, deadline.deadline_date, deadline.deadline_document
    FROM (SELECT min(money_year_first) AS earliest, max(money_year_last) AS latest FROM ref.law) AS known
    CROSS JOIN LATERAL generate_series(earliest, latest) AS first
    CROSS JOIN LATERAL generate_series(first, latest) AS last
    CROSS JOIN ref.capital_type AS capital
    CROSS JOIN (SELECT code FROM ref.component WHERE parent IS NULL UNION ALL SELECT '*') AS root (programme)
    CROSS JOIN (VALUES (true), (false)) AS late (is_late)
    CROSS JOIN LATERAL mart.deadline(first, last, capital.code, programme, CASE WHEN is_late THEN '15' END, $1) AS deadline
$$;

-- The law and the days are those of the day asked about, the amounts the latest word up to it.
-- unallocated_vnd: held by the province itself, never given to a unit that spends. allocated_not_drawn_vnd: the rest.
-- at_risk_vnd leaves out money added after 30/9 (source nature 15), which is carried over by itself.
CREATE FUNCTION mart.carryover_unspent_on(asked_on date) RETURNS TABLE (
    as_of date, budget_year int, program_code text, project_code text, component_code text, component_name text,
    unit_code text, unit_name text, capital_type text, money_year_first int, money_year_last int,
    carried_in_vnd numeric, available_vnd numeric, disbursed_vnd numeric, remaining_vnd numeric, disbursed_pct numeric,
    unallocated_vnd numeric, allocated_not_drawn_vnd numeric, advance_unsettled_vnd numeric, owner_level text,
    at_risk_vnd numeric, deadline_date date, deadline_document text, days_left int, weekly_spend_needed_vnd numeric,
    new_money_on_top_vnd numeric, status_code text, source_file_id bigint
)
LANGUAGE sql STABLE AS $$
WITH line AS NOT MATERIALIZED (
    SELECT * FROM mart.lines_on($1)
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
    WHERE line.money_year_last < EXTRACT(year FROM $1) AND COALESCE(line.remaining_vnd, line.available_vnd) > 0
),
this_year AS (
    SELECT component_code, unit_code, capital_type, sum(allocated_vnd) AS allocated
    FROM line
    WHERE money_year_first = EXTRACT(year FROM $1) AND money_year_last = money_year_first
    GROUP BY 1, 2, 3
),
last_advance AS (  -- said in the closing form of the older year: stays so until settled
    SELECT DISTINCT ON (unit_code, component_code, capital_type, money_year_first, money_year_last)
        unit_code, component_code, capital_type, money_year_first, money_year_last, advance_vnd
    FROM mart.line_version
    WHERE known_to = 'infinity' AND as_of <= $1 AND advance_vnd IS NOT NULL
    ORDER BY 1, 2, 3, 4, 5, line_version.as_of DESC
),
dated AS (
    SELECT older.*, law.deadline_date AS deadline, law.deadline_document AS document, law.deadline_date - $1 AS days,
        mart.warning_days($1, capital_type, true) AS warning_days, GREATEST(older.left_vnd - older.late_vnd, 0) AS at_risk
    FROM older
    LEFT JOIN mart.law_on($1) AS law USING (money_year_first, money_year_last, capital_type, programme, is_late)
)
SELECT dated.as_of, dated.budget_year, programme, COALESCE(project_code, component_code), component_code,
    COALESCE(component_name, component_code), unit_code, COALESCE(unit_name, unit_code), capital_type,
    money_year_first, money_year_last, dated.carried_in_vnd, dated.available_vnd, dated.disbursed_vnd,
    dated.remaining_vnd, dated.disbursed_pct, CASE WHEN is_unallocated THEN left_vnd ELSE 0 END,
    CASE WHEN is_unallocated THEN 0 ELSE left_vnd END, last_advance.advance_vnd, dated.owner_level, at_risk, deadline,
    document, days, CASE WHEN days > 0 THEN ceil(at_risk * 7 / days) END, this_year.allocated,
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

-- As of the day that the figures speak of.
CREATE VIEW mart.carryover_unspent WITH (security_invoker = true) AS
SELECT * FROM mart.carryover_unspent_on(mart.data_date());
