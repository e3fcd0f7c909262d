-- What auditors ask about the whole nation: no more is computed than is asked for, by several processes where it is much.

-- All of these only read.
ALTER FUNCTION mart.deadline(int, int, text, text, text, date) PARALLEL SAFE;
ALTER FUNCTION mart.milestone_pct(int, date, text, boolean) PARALLEL SAFE;
ALTER FUNCTION mart.warning_days(date, text, boolean) PARALLEL SAFE;
ALTER FUNCTION mart.law_on(date) PARALLEL SAFE;
ALTER FUNCTION mart.data_date() PARALLEL SAFE;
ALTER FUNCTION mart.coverage_on(date) PARALLEL SAFE;
ALTER FUNCTION mart.vi_money(numeric) PARALLEL SAFE;
ALTER FUNCTION mart.vi_pct(numeric) PARALLEL SAFE;
ALTER FUNCTION mart.vi_day(date) PARALLEL SAFE;

-- The lines, latest up to a day as the warehouse knew them at a moment, with all their amounts: one part for each partition,
-- so that each is asked for by what finds its rows.
CREATE OR REPLACE FUNCTION mart.lines_as_of(as_of date, known_at timestamptz DEFAULT now()) RETURNS SETOF mart.line_version
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT * FROM mart.line_version AS latest
    WHERE known_to = 'infinity' AND as_of_next = 'infinity' AND latest.as_of <= $1 AND known_from <= $2
    UNION ALL
    SELECT * FROM mart.line_version AS earlier
    WHERE known_to = 'infinity' AND as_of_next < 'infinity' AND daterange(earlier.as_of, as_of_next) @> $1
        AND known_from <= $2
    UNION ALL
    SELECT * FROM mart.line_version AS superseded
    WHERE known_to < 'infinity' AND superseded.as_of <= $1 AND $1 < as_of_next AND tstzrange(known_from, known_to) @> $2
$$;

-- The same as known now, without those that are wholly zero: what the tables of the next files are made of.
CREATE OR REPLACE FUNCTION mart.lines_on(asked_on date) RETURNS SETOF mart.line_version
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT * FROM mart.lines_as_of($1, 'infinity') WHERE is_line
$$;

-- The latest word per line up to a day, as the warehouse knew it at a moment: exactly the table of that day.
CREATE OR REPLACE FUNCTION mart.fund_status_as_of(as_of date, known_at timestamptz DEFAULT now()) RETURNS SETOF mart.fund_status
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT line.as_of, line.budget_year, tree.programme_code, COALESCE(tree.project_code, line.component_code),
        line.component_code, COALESCE(tree.name_vi, line.component_code), line.unit_code,
        COALESCE(unit_name.name_vi, line.unit_code), line.capital_type, line.money_year_first, line.money_year_last,
        line.money_year_last < line.budget_year, line.available_vnd, line.disbursed_vnd, line.remaining_vnd,
        line.disbursed_pct, line.deadline_date, line.deadline_date - line.as_of, line.status_code, line.source_file_id
    FROM mart.lines_as_of($1, $2) AS line
    LEFT JOIN mart.component_tree AS tree ON tree.code = line.component_code
    LEFT JOIN mart.unit_name
        ON unit_name.code = line.unit_code AND line.as_of >= unit_name.named_from AND line.as_of < unit_name.named_to
    WHERE line.is_line
$$;

-- Money of earlier years that is still there, in the units whose codes begin so (empty: all): how much, until when, whose,
-- and what new money lies on top of it. The law and the days are those of the day asked about, the amounts the latest
-- word up to it.
-- unallocated_vnd: held by the province itself, never given to a unit that spends. allocated_not_drawn_vnd: the rest.
-- at_risk_vnd leaves out money added after 30/9 (source nature 15), which is carried over by itself.
CREATE FUNCTION mart.carryover_unspent_of(units text, asked_on date) RETURNS TABLE (
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
law AS MATERIALIZED (  -- a few hundred cases, looked up once
    SELECT *, mart.warning_days($2, capital_type, true) AS warning_days FROM mart.law_on($2)
),
dated AS (
    SELECT older.*, law.deadline_date AS deadline, law.deadline_document AS document, law.deadline_date - $2 AS days,
        law.warning_days, GREATEST(older.left_vnd - older.late_vnd, 0) AS at_risk
    FROM older
    LEFT JOIN law USING (money_year_first, money_year_last, capital_type, programme, is_late)
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

-- Of all units.
CREATE OR REPLACE FUNCTION mart.carryover_unspent_on(asked_on date) RETURNS TABLE (
    as_of date, budget_year int, program_code text, project_code text, component_code text, component_name text,
    unit_code text, unit_name text, capital_type text, money_year_first int, money_year_last int,
    carried_in_vnd numeric, available_vnd numeric, disbursed_vnd numeric, remaining_vnd numeric, disbursed_pct numeric,
    unallocated_vnd numeric, allocated_not_drawn_vnd numeric, advance_unsettled_vnd numeric, owner_level text,
    at_risk_vnd numeric, deadline_date date, deadline_document text, days_left int, weekly_spend_needed_vnd numeric,
    new_money_on_top_vnd numeric, status_code text, source_file_id bigint
)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
SELECT * FROM mart.carryover_unspent_of('', $1)
$$;

-- What the rules of slow money ask of every kind of line, with their data in ref.milestone:
-- 1. absolute: as much as the milestone that the figure's day had passed.
-- 2. relative: a share of the province's rate for the same programme, capital type and kind of money.
-- 3. deadline: nothing left when the deadline, by the law of the day asked about, is near or past.
-- Kinds are few where lines are many. least_pct: below it a line is slow; null where any money that is left makes it so.
-- As mart.law_on it is not inlined: by itself it is planned for the day that it is asked about.
CREATE FUNCTION mart.milestones_on(asked_on date) RETURNS TABLE (
    province text, programme text, capital_type text, money_year_first int, money_year_last int, budget_year int,
    is_late boolean, disbursed_as_of date, rule text, milestone_id text, threshold numeric, least_pct numeric,
    threshold_pct numeric, rate numeric, since_date date, deadline_date date, deadline_document text, days_left int
)
LANGUAGE sql STABLE PARALLEL RESTRICTED ROWS 1000 SET jit = off AS $$
WITH kind AS (
    SELECT split_part(unit_code, '.', 1) AS province, COALESCE(programme_code, '*') AS programme, capital_type,
        money_year_first, money_year_last, budget_year, late_vnd <> 0 AND late_vnd = available_vnd AS is_late,
        disbursed_as_of, sum(disbursed_vnd) AS disbursed, sum(available_vnd) AS available
    FROM mart.lines_on($1) LEFT JOIN mart.component_tree ON code = component_code
    WHERE available_vnd > 0 AND disbursed_vnd IS NOT NULL
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
),
rated AS (
    SELECT kind.*, row_number() OVER () AS kind_number,
        CASE WHEN money_year_last < budget_year THEN 'carried' ELSE 'current' END AS money,
        CASE WHEN money_year_last < EXTRACT(year FROM $1) THEN 'carried' ELSE 'current' END AS money_today,
        sum(disbursed) OVER of_province * 100 / sum(available) OVER of_province AS rate, deadline_date, deadline_document,
        deadline_date - $1 AS days_left
    FROM kind LEFT JOIN mart.law_on($1) USING (money_year_first, money_year_last, capital_type, programme, is_late)
    WINDOW of_province AS (PARTITION BY province, programme, capital_type, money_year_last < budget_year)
),
milestone AS (
    SELECT *, COALESCE(valid_to, 'infinity') AS ends FROM ref.milestone
),
asked AS (
    (SELECT DISTINCT ON (kind_number) rated.*, 'absolute' AS rule, milestone_id, threshold_pct AS threshold,
        threshold_pct AS least_pct, threshold_pct, reached_on AS since_date
    FROM rated
    JOIN milestone ON kind = 'absolute' AND milestone.capital_type IN (rated.capital_type, '*')
        AND milestone.money IN (rated.money, 'all')
    CROSS JOIN LATERAL (SELECT make_date(budget_year, month, day) AS reached_on) AS calendar
    WHERE reached_on <= disbursed_as_of AND reached_on >= valid_from AND reached_on < ends
    ORDER BY kind_number, reached_on DESC, threshold_pct DESC)
    UNION ALL
    SELECT rated.*, 'relative', milestone_id, round(rate * threshold_pct / 100, 2), rate * threshold_pct / 100,
        threshold_pct, disbursed_as_of
    FROM rated JOIN milestone ON kind = 'relative' AND $1 >= valid_from AND $1 < ends
        AND milestone.capital_type IN (rated.capital_type, '*') AND milestone.money IN (rated.money, 'all')
    UNION ALL
    (SELECT DISTINCT ON (kind_number) rated.*, 'deadline', milestone_id, days_before, NULL, threshold_pct,
        deadline_date - days_before
    FROM rated JOIN milestone ON kind = 'deadline' AND $1 >= valid_from AND $1 < ends
        AND milestone.capital_type IN (rated.capital_type, '*') AND milestone.money IN (rated.money_today, 'all')
    WHERE days_left <= days_before
    ORDER BY kind_number, days_before)
)
SELECT province, programme, capital_type, money_year_first, money_year_last, budget_year, is_late, disbursed_as_of, rule,
    milestone_id, threshold, least_pct, threshold_pct, rate, since_date, deadline_date, deadline_document, days_left
FROM asked
$$;

-- Lines that are slow on a day, once a rule. Silent of lines whose disbursement is not reported (mart.coverage says so) and
-- of money that carries over by itself. Only hash joins: the planner cannot know that few kinds of lines meet many lines.
CREATE FUNCTION mart.slow_lines_on(asked_on date) RETURNS TABLE (
    as_of date, budget_year int, programme text, component_code text, component_name text, unit_code text,
    unit_name text, capital_type text, money_year_first int, money_year_last int, available_vnd numeric,
    disbursed_vnd numeric, remaining_vnd numeric, disbursed_pct numeric, rule text, milestone_id text, threshold numeric,
    threshold_pct numeric, rate numeric, since_date date, deadline_date date, deadline_document text, days_left int,
    heads text[], standing text[], source_file_id bigint
)
LANGUAGE sql STABLE ROWS 10000 SET jit = off SET enable_nestloop = off SET enable_mergejoin = off AS $$
WITH present AS (
    SELECT * FROM ref.recipient
    WHERE (valid_from IS NULL OR valid_from <= $1) AND (valid_to IS NULL OR $1 < valid_to)
),
head AS (
    SELECT unit_code, array_agg(recipient_id) AS recipients FROM present WHERE role = 'head' GROUP BY unit_code
),
concerned AS (  -- the head of the unit, or where its own is gone of the unit above
    SELECT unit_code, recipients FROM head
    UNION ALL
    SELECT code, array_agg(recipient_id)
    FROM ref.unit JOIN present ON present.unit_code = unit.parent AND role = 'head'
    WHERE NOT EXISTS (SELECT FROM head WHERE head.unit_code = unit.code)
    GROUP BY code
),
agency AS (
    SELECT substr(role, 10) AS programme, array_agg(recipient_id) AS recipients
    FROM present WHERE role ^@ 'standing:' GROUP BY role
)
SELECT line.as_of, line.budget_year, asked.programme, line.component_code, COALESCE(tree.name_vi, line.component_code),
    line.unit_code, COALESCE(unit_name.name_vi, line.unit_code), line.capital_type, line.money_year_first,
    line.money_year_last, line.available_vnd, line.disbursed_vnd, line.remaining_vnd, line.disbursed_pct, asked.rule,
    asked.milestone_id, asked.threshold, asked.threshold_pct, asked.rate, asked.since_date, asked.deadline_date,
    asked.deadline_document, asked.days_left, concerned.recipients, agency.recipients, line.source_file_id
FROM mart.lines_on($1) AS line
LEFT JOIN mart.component_tree AS tree ON tree.code = line.component_code
JOIN mart.milestones_on($1) AS asked
    ON asked.province = split_part(line.unit_code, '.', 1) AND asked.programme = COALESCE(tree.programme_code, '*')
    AND (asked.capital_type, asked.money_year_first, asked.money_year_last, asked.budget_year, asked.disbursed_as_of)
        = (line.capital_type, line.money_year_first, line.money_year_last, line.budget_year, line.disbursed_as_of)
    AND asked.is_late = (line.late_vnd <> 0 AND line.late_vnd = line.available_vnd)
LEFT JOIN mart.unit_name
    ON unit_name.code = line.unit_code AND line.as_of >= unit_name.named_from AND line.as_of < unit_name.named_to
LEFT JOIN concerned ON concerned.unit_code = line.unit_code
LEFT JOIN agency ON agency.programme = asked.programme
WHERE line.available_vnd > 0 AND line.disbursed_vnd IS NOT NULL AND line.remaining_vnd > 0
    AND CASE WHEN rule = 'deadline' THEN line.remaining_vnd > line.late_vnd ELSE line.disbursed_pct < least_pct END
$$;

-- The same with all who are told, and in words, for those who read them: who only counts lines does not pay for sentences.
CREATE OR REPLACE FUNCTION mart.slow_disbursement_on(asked_on date) RETURNS TABLE (
    as_of date, budget_year int, program_code text, component_code text, component_name text, unit_code text,
    unit_name text, capital_type text, money_year_first int, money_year_last int, is_carryover boolean,
    available_vnd numeric, disbursed_vnd numeric, remaining_vnd numeric, disbursed_pct numeric, rule text,
    milestone_id text, threshold numeric, actual numeric, since_date date, deadline_date date, days_left int,
    recipients text[], why_vi text, why_en text, source_file_id bigint
)
LANGUAGE sql STABLE AS $$
SELECT slow.as_of, budget_year, programme, component_code, component_name, unit_code, unit_name, capital_type,
    money_year_first, money_year_last, money_year_last < EXTRACT(year FROM $1), available_vnd, disbursed_vnd,
    remaining_vnd, disbursed_pct, rule, milestone_id, threshold,
    CASE WHEN rule = 'deadline' THEN days_left ELSE disbursed_pct END, since_date, deadline_date, days_left,
    (SELECT array_agg(DISTINCT recipient_id ORDER BY recipient_id) FROM unnest(heads || standing) AS recipient_id),
    CASE
        WHEN rule = 'absolute' THEN format('Đã giải ngân %s, thấp hơn mốc %s của ngày %s.', mart.vi_pct(disbursed_pct),
            mart.vi_pct(threshold), mart.vi_day(since_date))
        WHEN rule = 'relative' THEN format('Đã giải ngân %s, thấp hơn %s mức chung toàn tỉnh (%s).',
            mart.vi_pct(disbursed_pct), mart.vi_pct(threshold_pct), mart.vi_pct(rate))
        WHEN days_left < 0 THEN format('Đã quá hạn %s (%s), còn dư %s.', mart.vi_day(deadline_date), deadline_document,
            mart.vi_money(remaining_vnd))
        ELSE format('Còn %s ngày đến hạn %s (%s), còn dư %s.', days_left, mart.vi_day(deadline_date), deadline_document,
            mart.vi_money(remaining_vnd))
    END,
    CASE rule
        WHEN 'absolute' THEN format('%s %% spent, below the milestone of %s %% on %s.', disbursed_pct, threshold, since_date)
        WHEN 'relative' THEN format('%s %% spent, below %s %% of the province''s rate of %s %%.', disbursed_pct,
            threshold_pct, round(rate, 2))
        ELSE format('%s days to the deadline %s, %s VND left.', days_left, deadline_date, remaining_vnd)
    END,
    source_file_id
FROM mart.slow_lines_on($1) AS slow
$$;
DROP FUNCTION mart.recipients(text, text, date);

COMMENT ON FUNCTION mart.carryover_unspent_of IS 'Vốn các năm trước còn dư của các đơn vị có mã bắt đầu như vậy, vào một ngày. / Unspent money of earlier years in the units whose codes begin so, on a day.';
COMMENT ON FUNCTION mart.milestones_on IS 'Mỗi loại dòng vốn phải đạt mốc nào vào một ngày. / What the milestones of a day ask of every kind of line.';
COMMENT ON FUNCTION mart.slow_lines_on IS 'Dòng vốn giải ngân chậm vào một ngày, chưa có câu giải thích. / Slow lines of a day, without the sentences.';

-- Spending is cumulative within a budget year: where it falls from one word to the next, as known now. Found for the keys
-- that a load touches (tables/spending_fall.sql): nobody looks through all of history for what is rare.
CREATE TABLE mart.spending_fall (
    unit_code text NOT NULL, component_code text NOT NULL, capital_type text NOT NULL, budget_year int NOT NULL,
    money_year_first int NOT NULL, money_year_last int NOT NULL, before_as_of date NOT NULL, before_vnd numeric NOT NULL,
    as_of date NOT NULL, after_vnd numeric NOT NULL,
    PRIMARY KEY (unit_code, component_code, capital_type, budget_year, money_year_first, money_year_last, as_of)
);
CREATE INDEX ON mart.spending_fall (budget_year, unit_code);

-- Those of one key.
CREATE FUNCTION mart.spending_falls(unit_code text, component_code text, capital_type text) RETURNS SETOF mart.spending_fall
LANGUAGE sql STABLE AS $$
    SELECT unit_code, component_code, capital_type, budget_year, money_year_first, money_year_last, before_as_of, before_vnd,
        as_of, disbursed_vnd
    FROM (
        SELECT *, lag(as_of) OVER line AS before_as_of, lag(disbursed_vnd) OVER line AS before_vnd
        FROM mart.line_version AS version
        WHERE version.unit_code = $1 AND version.component_code = $2 AND version.capital_type = $3
            AND known_to = 'infinity' AND disbursed_as_of = as_of
        WINDOW line AS (PARTITION BY budget_year, money_year_first, money_year_last ORDER BY as_of)
    ) AS reported
    WHERE disbursed_vnd < before_vnd
$$;

INSERT INTO mart.spending_fall
SELECT fall.*
FROM (SELECT DISTINCT unit_code, component_code, capital_type FROM mart.line_version WHERE known_to = 'infinity') AS key
CROSS JOIN LATERAL mart.spending_falls(unit_code, component_code, capital_type) AS fall;

COMMENT ON FUNCTION mart.spending_falls IS 'Chỗ giải ngân lũy kế giảm của một khóa. / Where the cumulative spending of one key falls.';
COMMENT ON TABLE mart.spending_fall IS 'Chỗ giải ngân lũy kế giảm so với kỳ trước. / Where cumulative spending falls from one word to the next.';
COMMENT ON COLUMN mart.spending_fall.unit_code IS 'Mã đơn vị (ref.unit). / Unit (ref.unit).';
COMMENT ON COLUMN mart.spending_fall.component_code IS 'Mã dự án, tiểu dự án (ref.component). / Programme, project or sub-project (ref.component).';
COMMENT ON COLUMN mart.spending_fall.capital_type IS 'Loại vốn: SN sự nghiệp, DTPT đầu tư phát triển. / Capital type: SN recurrent, DTPT investment.';
COMMENT ON COLUMN mart.spending_fall.budget_year IS 'Năm ngân sách: năm chi. / Budget year: the year of execution.';
COMMENT ON COLUMN mart.spending_fall.money_year_first IS 'Năm vốn, năm đầu. / First year whose budget gave the money.';
COMMENT ON COLUMN mart.spending_fall.money_year_last IS 'Năm vốn, năm cuối; khác năm đầu khi báo cáo gộp nhiều năm. / Last money year; not the first one where a report groups years.';
COMMENT ON COLUMN mart.spending_fall.before_as_of IS 'Kỳ trước. / Day of the word before.';
COMMENT ON COLUMN mart.spending_fall.before_vnd IS 'Giải ngân lũy kế kỳ trước, đồng. / Spent until then, in đồng.';
COMMENT ON COLUMN mart.spending_fall.as_of IS 'Kỳ giảm. / Day of the word that says less.';
COMMENT ON COLUMN mart.spending_fall.after_vnd IS 'Giải ngân lũy kế kỳ giảm, đồng. / Spent by its account, in đồng.';
