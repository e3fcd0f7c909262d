-- Lines of money: what every line looked like on every day a voice spoke of it, and what we knew of that when.

-- The words for a line's state, worst first.
CREATE TABLE mart.status (code text PRIMARY KEY, severity int NOT NULL, name_vi text NOT NULL, name_en text NOT NULL);
INSERT INTO mart.status VALUES
    ('overspent', 1, 'Chi vượt kinh phí được sử dụng', 'Spent more than is available'),
    ('lapsed', 2, 'Đã hết thời hạn giải ngân, còn dư', 'Past its deadline with money left'),
    ('at_risk', 3, 'Sắp hết thời hạn giải ngân, còn dư', 'Near its deadline with money left'),
    ('not_reported', 4, 'Chưa có báo cáo giải ngân', 'Disbursement not reported: unknown, not zero'),
    ('not_allocated', 5, 'Có giải ngân nhưng chưa thấy dự toán', 'Spending is reported, an allocation is not'),
    ('slow', 6, 'Giải ngân chậm so với mốc', 'Below the milestone of the day'),
    ('ok', 7, 'Đúng tiến độ', 'On pace'),
    ('spent', 8, 'Đã giải ngân hết', 'Nothing left');

-- Bitemporal: a row was the latest word from as_of until as_of_next, as we knew it from known_from until known_to.
-- Derived from facts by tables/line_version.sql, only for the keys that a load touched; can be built again at any time.
CREATE TABLE mart.line_version (
    component_code text NOT NULL, unit_code text NOT NULL, capital_type text NOT NULL, budget_year int NOT NULL,
    money_year_first int NOT NULL, money_year_last int NOT NULL, as_of date NOT NULL, as_of_next date NOT NULL,
    is_line boolean NOT NULL, carried_in_vnd numeric, allocated_vnd numeric, adjusted_vnd numeric,
    available_vnd numeric, late_vnd numeric NOT NULL, disbursed_vnd numeric, disbursed_as_of date,
    cancelled_vnd numeric, returned_vnd numeric, advance_vnd numeric, carried_out_vnd numeric, estimate_vnd numeric,
    remaining_vnd numeric, disbursed_pct numeric, owner_level text, deadline_date date, deadline_document text,
    status_code text NOT NULL, source_file_id bigint NOT NULL,
    closes_year boolean NOT NULL DEFAULT false,  -- the last word of its budget year
    known_from timestamptz NOT NULL, known_to timestamptz NOT NULL DEFAULT 'infinity',
    PRIMARY KEY (unit_code, component_code, capital_type, budget_year, as_of, money_year_first, known_from, known_to,
        as_of_next)
) PARTITION BY RANGE (known_to, as_of_next);
-- What people ask for every day is one line in sixty: it lies apart. A version that is closed moves by itself.
CREATE TABLE mart.line_latest PARTITION OF mart.line_version
    FOR VALUES FROM ('infinity', 'infinity') TO (MAXVALUE, MAXVALUE);
CREATE TABLE mart.line_earlier_day PARTITION OF mart.line_version
    FOR VALUES FROM ('infinity', MINVALUE) TO ('infinity', 'infinity');
CREATE TABLE mart.line_no_longer_held PARTITION OF mart.line_version
    FOR VALUES FROM (MINVALUE, MINVALUE) TO ('infinity', MINVALUE);

-- The lines of the keys (units[i], components[i], capital_types[i]) on every day, as the warehouse knew them at
-- known_at: amounts, how long each row stays the latest word, its deadline and its state by the law of its day.
-- A later budget year's word on the same money years takes over from an older year's, whatever their dates.
CREATE FUNCTION mart.lines(units text[], components text[], capital_types text[], known_at timestamptz)
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
law AS (  -- looked up once for each of the few cases that the law and the milestones tell apart
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
