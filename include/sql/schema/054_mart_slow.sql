-- Lines that are slow on a day, each with the rule, its threshold, the figure, since when, to whom and why in words.

-- Figures as they stand in a Vietnamese sentence.
CREATE FUNCTION mart.vi_money(amount numeric) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT translate(to_char(amount, 'FM999,999,999,999,999,990'), ',', '.') || ' đồng'
$$;
CREATE FUNCTION mart.vi_pct(pct numeric) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT translate(to_char(pct, 'FM999990.09'), '.', ',') || ' %'
$$;
CREATE FUNCTION mart.vi_day(on_day date) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT to_char(on_day, 'DD/MM/YYYY')
$$;

-- Whom a line concerns on a day: the head of its unit (of the unit above, where its own is gone) and the standing
-- agency of its programme. Names of ref.recipient.
CREATE FUNCTION mart.recipients(unit_code text, programme text, on_day date) RETURNS text[]
LANGUAGE sql STABLE AS $$
WITH present AS (
    SELECT * FROM ref.recipient
    WHERE (valid_from IS NULL OR valid_from <= $3) AND (valid_to IS NULL OR $3 < valid_to)
),
head AS (
    SELECT recipient_id, 1 AS nearness FROM present WHERE present.unit_code = $1 AND role = 'head'
    UNION ALL
    SELECT recipient_id, 2 FROM present JOIN ref.unit ON unit.parent = present.unit_code
    WHERE unit.code = $1 AND role = 'head'
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
CREATE FUNCTION mart.slow_disbursement_on(asked_on date) RETURNS TABLE (
    as_of date, budget_year int, program_code text, component_code text, component_name text, unit_code text,
    unit_name text, capital_type text, money_year_first int, money_year_last int, is_carryover boolean,
    available_vnd numeric, disbursed_vnd numeric, remaining_vnd numeric, disbursed_pct numeric, rule text,
    milestone_id text, threshold numeric, actual numeric, since_date date, deadline_date date, days_left int,
    recipients text[], why_vi text, why_en text, source_file_id bigint
)
LANGUAGE sql STABLE AS $$
WITH line AS (
    SELECT line.*, COALESCE(tree.programme_code, '*') AS programme, tree.name_vi AS component_name,
        unit_name.name_vi AS unit_name, split_part(line.unit_code, '.', 1) AS province,
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
slow_line AS (
    SELECT line.*, law.deadline_date AS deadline, law.deadline_document AS document, law.deadline_date - $1 AS days,
        province_rate.rate
    FROM line
    LEFT JOIN mart.law_on($1) AS law USING (money_year_first, money_year_last, capital_type, programme, is_late)
    JOIN province_rate USING (province, programme, capital_type, money)
    WHERE line.remaining_vnd > 0
),
milestone AS (
    SELECT *, COALESCE(valid_to, 'infinity') AS ends FROM ref.milestone
),
passed AS (  -- the absolute milestone that each kind of figure had passed last
    SELECT DISTINCT ON (figure_capital_type, figure_money, figure_year, figure_day)
        figure.*, milestone.milestone_id, milestone.threshold_pct, calendar.reached_on
    FROM (SELECT DISTINCT capital_type, money, budget_year, disbursed_as_of FROM slow_line) AS figure
        (figure_capital_type, figure_money, figure_year, figure_day)
    JOIN milestone ON kind = 'absolute' AND milestone.capital_type IN (figure_capital_type, '*')
        AND milestone.money IN (figure_money, 'all')
    CROSS JOIN LATERAL (SELECT make_date(figure_year, month, day) AS reached_on) AS calendar
    WHERE reached_on <= figure_day AND reached_on >= valid_from AND reached_on < ends
    ORDER BY figure_capital_type, figure_money, figure_year, figure_day, reached_on DESC, threshold_pct DESC
),
found AS (
    SELECT slow_line.*, 'absolute' AS rule, passed.milestone_id, passed.threshold_pct AS threshold,
        slow_line.disbursed_pct AS actual, passed.reached_on AS since_date,
        format('Đã giải ngân %s, thấp hơn mốc %s của ngày %s.', mart.vi_pct(slow_line.disbursed_pct),
            mart.vi_pct(passed.threshold_pct), mart.vi_day(passed.reached_on)) AS why_vi,
        format('%s %% spent, below the milestone of %s %% on %s.', slow_line.disbursed_pct, passed.threshold_pct,
            passed.reached_on) AS why_en
    FROM slow_line JOIN passed
        ON (figure_capital_type, figure_money, figure_year, figure_day)
            = (slow_line.capital_type, slow_line.money, slow_line.budget_year, slow_line.disbursed_as_of)
    WHERE slow_line.disbursed_pct < passed.threshold_pct
    UNION ALL
    SELECT slow_line.*, 'relative', milestone.milestone_id, round(rate * threshold_pct / 100, 2),
        slow_line.disbursed_pct, slow_line.disbursed_as_of,
        format('Đã giải ngân %s, thấp hơn %s mức chung toàn tỉnh (%s).', mart.vi_pct(slow_line.disbursed_pct),
            mart.vi_pct(threshold_pct), mart.vi_pct(rate)),
        format('%s %% spent, below %s %% of the province''s rate of %s %%.', slow_line.disbursed_pct, threshold_pct,
            round(rate, 2))
    FROM slow_line JOIN milestone ON kind = 'relative' AND $1 >= valid_from AND $1 < ends
        AND milestone.capital_type IN (slow_line.capital_type, '*') AND milestone.money IN (slow_line.money, 'all')
    WHERE slow_line.disbursed_pct < rate * threshold_pct / 100
    UNION ALL
    (SELECT DISTINCT ON (slow_line.unit_code, slow_line.component_code, slow_line.capital_type,
            slow_line.money_year_first)
        slow_line.*, 'deadline', milestone.milestone_id, milestone.days_before, days, deadline - milestone.days_before,
        CASE WHEN days < 0
            THEN format('Đã quá hạn %s (%s), còn dư %s.', mart.vi_day(deadline), slow_line.document,
                mart.vi_money(slow_line.remaining_vnd))
            ELSE format('Còn %s ngày đến hạn %s (%s), còn dư %s.', days, mart.vi_day(deadline), slow_line.document,
                mart.vi_money(slow_line.remaining_vnd))
        END,
        format('%s days to the deadline %s, %s VND left.', days, deadline, slow_line.remaining_vnd)
    FROM slow_line JOIN milestone ON kind = 'deadline' AND $1 >= valid_from AND $1 < ends
        AND milestone.capital_type IN (slow_line.capital_type, '*') AND milestone.money IN (slow_line.money_today, 'all')
    WHERE days <= milestone.days_before AND slow_line.remaining_vnd > slow_line.late_vnd
    ORDER BY slow_line.unit_code, slow_line.component_code, slow_line.capital_type, slow_line.money_year_first,
        milestone.days_before)
),
concerned AS (
    SELECT unit_code, programme, mart.recipients(unit_code, programme, $1) AS recipients
    FROM (SELECT DISTINCT unit_code, programme FROM found) AS each
)
SELECT found.as_of, found.budget_year, programme, found.component_code, COALESCE(component_name, found.component_code),
    found.unit_code, COALESCE(unit_name, found.unit_code), found.capital_type, found.money_year_first,
    found.money_year_last, money_today = 'carried', found.available_vnd, found.disbursed_vnd, found.remaining_vnd,
    found.disbursed_pct, rule, found.milestone_id, found.threshold, found.actual, found.since_date, deadline, days,
    recipients, found.why_vi, found.why_en, found.source_file_id
FROM found JOIN concerned USING (unit_code, programme)
$$;

-- As of the day that the figures speak of.
CREATE VIEW mart.slow_disbursement WITH (security_invoker = true) AS
SELECT * FROM mart.slow_disbursement_on(mart.data_date());
