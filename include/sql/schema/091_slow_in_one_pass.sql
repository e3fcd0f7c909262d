-- Slow money, found in one pass over the lines of a day; whom it concerns is asked once a unit.

-- Whom a line concerns on a day: the head of its unit (of the unit above, where its own is gone) and the standing
-- agency of its programme. Names of ref.recipient.
CREATE OR REPLACE FUNCTION mart.recipients(unit_code text, programme text, on_day date) RETURNS text[]
LANGUAGE sql STABLE AS $$
WITH present AS (
    SELECT * FROM ref.recipient
    WHERE (valid_from IS NULL OR valid_from <= $3) AND (valid_to IS NULL OR $3 < valid_to)
),
head AS (
    SELECT recipient_id, 1 AS nearness FROM present WHERE present.unit_code = $1 AND role = 'head'
    UNION ALL
    SELECT recipient_id, 2 FROM present
    WHERE present.unit_code IN (SELECT parent FROM ref.unit WHERE unit.code = $1) AND role = 'head'
)
SELECT array_agg(DISTINCT recipient_id ORDER BY recipient_id)
FROM (
    SELECT recipient_id FROM head WHERE nearness = (SELECT min(nearness) FROM head)
    UNION ALL
    SELECT recipient_id FROM present WHERE role = 'standing:' || $2
) AS concerned
$$;

-- The rules, with their data in ref.milestone:
-- 1. absolute: below the milestone that the figure's day had passed.
-- 2. relative: below a share of the province's rate for the same programme, capital type and kind of money.
-- 3. deadline: money is left and its deadline, by the law of the day asked about, is near or past.
-- Silent of lines whose disbursement is not reported (mart.coverage says so) and of money that carries over by itself.
-- As mart.law_on it is not inlined: by itself it is planned for the day that it is asked about, and the planner knows how
-- many lines that day has.
CREATE OR REPLACE FUNCTION mart.slow_disbursement_on(asked_on date) RETURNS TABLE (
    as_of date, budget_year int, program_code text, component_code text, component_name text, unit_code text,
    unit_name text, capital_type text, money_year_first int, money_year_last int, is_carryover boolean,
    available_vnd numeric, disbursed_vnd numeric, remaining_vnd numeric, disbursed_pct numeric, rule text,
    milestone_id text, threshold numeric, actual numeric, since_date date, deadline_date date, days_left int,
    recipients text[], why_vi text, why_en text, source_file_id bigint
)
LANGUAGE sql STABLE SET jit = off AS $$
WITH line AS (
    SELECT line.as_of, line.budget_year, COALESCE(tree.programme_code, '*') AS programme, line.component_code,
        COALESCE(tree.name_vi, line.component_code) AS component_name, line.unit_code,
        COALESCE(unit_name.name_vi, line.unit_code) AS unit_name, split_part(line.unit_code, '.', 1) AS province,
        line.capital_type, line.money_year_first, line.money_year_last, line.available_vnd, line.late_vnd,
        line.disbursed_vnd, line.disbursed_as_of, line.remaining_vnd, line.disbursed_pct, line.source_file_id,
        line.late_vnd <> 0 AND line.late_vnd = line.available_vnd AS is_late,
        CASE WHEN line.money_year_last < line.budget_year THEN 'carried' ELSE 'current' END AS money,
        CASE WHEN line.money_year_last < EXTRACT(year FROM $1) THEN 'carried' ELSE 'current' END AS money_today
    FROM mart.lines_on($1) AS line
    LEFT JOIN mart.component_tree AS tree ON tree.code = line.component_code
    LEFT JOIN mart.unit_name
        ON unit_name.code = line.unit_code AND line.as_of >= unit_name.named_from AND line.as_of < unit_name.named_to
    WHERE line.available_vnd > 0 AND line.disbursed_vnd IS NOT NULL
),
province_rate AS (
    SELECT province, programme, capital_type, money, sum(disbursed_vnd) * 100 / sum(available_vnd) AS rate
    FROM line GROUP BY 1, 2, 3, 4
),
law AS MATERIALIZED (  -- a few hundred cases, looked up once
    SELECT * FROM mart.law_on($1)
),
unspent AS (
    SELECT line.*, law.deadline_date AS deadline, law.deadline_document AS document, law.deadline_date - $1 AS days,
        province_rate.rate
    FROM line
    LEFT JOIN law USING (money_year_first, money_year_last, capital_type, programme, is_late)
    JOIN province_rate USING (province, programme, capital_type, money)
    WHERE line.remaining_vnd > 0
),
milestone AS (
    SELECT *, COALESCE(valid_to, 'infinity') AS ends FROM ref.milestone
),
passed AS (  -- the absolute milestone that each kind of figure had passed last
    SELECT DISTINCT ON (figure_capital_type, figure_money, figure_year, figure_day)
        figure.*, milestone.milestone_id, milestone.threshold_pct, calendar.reached_on
    FROM (SELECT DISTINCT capital_type, money, budget_year, disbursed_as_of FROM unspent) AS figure
        (figure_capital_type, figure_money, figure_year, figure_day)
    JOIN milestone ON kind = 'absolute' AND milestone.capital_type IN (figure_capital_type, '*')
        AND milestone.money IN (figure_money, 'all')
    CROSS JOIN LATERAL (SELECT make_date(figure_year, month, day) AS reached_on) AS calendar
    WHERE reached_on <= figure_day AND reached_on >= valid_from AND reached_on < ends
    ORDER BY figure_capital_type, figure_money, figure_year, figure_day, reached_on DESC, threshold_pct DESC
),
found AS (
    SELECT unspent.*, 'absolute' AS rule, passed.milestone_id, passed.threshold_pct, passed.threshold_pct AS threshold,
        unspent.disbursed_pct AS actual, passed.reached_on AS since_date
    FROM unspent JOIN passed
        ON (figure_capital_type, figure_money, figure_year, figure_day)
            = (unspent.capital_type, unspent.money, unspent.budget_year, unspent.disbursed_as_of)
    WHERE unspent.disbursed_pct < passed.threshold_pct
    UNION ALL
    SELECT unspent.*, 'relative', milestone.milestone_id, threshold_pct, round(rate * threshold_pct / 100, 2),
        unspent.disbursed_pct, unspent.disbursed_as_of
    FROM unspent JOIN milestone ON kind = 'relative' AND $1 >= valid_from AND $1 < ends
        AND milestone.capital_type IN (unspent.capital_type, '*') AND milestone.money IN (unspent.money, 'all')
    WHERE unspent.disbursed_pct < rate * threshold_pct / 100
    UNION ALL
    (SELECT DISTINCT ON (unspent.unit_code, unspent.component_code, unspent.capital_type, unspent.money_year_first)
        unspent.*, 'deadline', milestone.milestone_id, threshold_pct, milestone.days_before, days,
        deadline - milestone.days_before
    FROM unspent JOIN milestone ON kind = 'deadline' AND $1 >= valid_from AND $1 < ends
        AND milestone.capital_type IN (unspent.capital_type, '*') AND milestone.money IN (unspent.money_today, 'all')
    WHERE days <= milestone.days_before AND unspent.remaining_vnd > unspent.late_vnd
    ORDER BY unspent.unit_code, unspent.component_code, unspent.capital_type, unspent.money_year_first,
        milestone.days_before)
),
concerned AS MATERIALIZED (
    SELECT unit_code, programme, mart.recipients(unit_code, programme, $1) AS recipients
    FROM (SELECT DISTINCT unit_code, programme FROM unspent) AS each
)
SELECT as_of, budget_year, programme, component_code, component_name, unit_code, unit_name, capital_type,
    money_year_first, money_year_last, money_today = 'carried', available_vnd, disbursed_vnd, remaining_vnd,
    disbursed_pct, rule, milestone_id, threshold, actual, since_date, deadline, days, recipients,
    CASE
        WHEN rule = 'absolute' THEN format('Đã giải ngân %s, thấp hơn mốc %s của ngày %s.', mart.vi_pct(disbursed_pct),
            mart.vi_pct(threshold), mart.vi_day(since_date))
        WHEN rule = 'relative' THEN format('Đã giải ngân %s, thấp hơn %s mức chung toàn tỉnh (%s).',
            mart.vi_pct(disbursed_pct), mart.vi_pct(threshold_pct), mart.vi_pct(rate))
        WHEN days < 0 THEN format('Đã quá hạn %s (%s), còn dư %s.', mart.vi_day(deadline), document,
            mart.vi_money(remaining_vnd))
        ELSE format('Còn %s ngày đến hạn %s (%s), còn dư %s.', days, mart.vi_day(deadline), document,
            mart.vi_money(remaining_vnd))
    END,
    CASE rule
        WHEN 'absolute' THEN format('%s %% spent, below the milestone of %s %% on %s.', disbursed_pct, threshold, since_date)
        WHEN 'relative' THEN format('%s %% spent, below %s %% of the province''s rate of %s %%.', disbursed_pct,
            threshold_pct, round(rate, 2))
        ELSE format('%s days to the deadline %s, %s VND left.', days, deadline, remaining_vnd)
    END,
    source_file_id
FROM found JOIN concerned USING (unit_code, programme)
$$;

-- As of the day that the figures speak of.
CREATE OR REPLACE VIEW mart.slow_disbursement WITH (security_invoker = true) AS
SELECT slow.* FROM mart.data_day CROSS JOIN LATERAL mart.slow_disbursement_on(day) AS slow;
