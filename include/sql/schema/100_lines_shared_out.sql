-- The lines of money in one pass that is linear in the decisions, and that two processors share.

-- What each submission in force at known_at says of the keys (units[i], components[i], capital_types[i]). The Treasury and
-- disclosures speak of whole projects and programmes, whose parts the units report: they are compared with these (checks),
-- never added to them. A book is a key's budget year: i * 10000 + the year. The units are looked up each once: of an array
-- with thousands of repeated codes the planner believes that it needs the whole table.
CREATE FUNCTION mart.said(units text[], components text[], capital_types text[], known_at timestamptz)
RETURNS TABLE (
    book bigint, measure text, as_of date, rank int, source_kind text, known_from timestamptz, submission_id bigint,
    money_year_first int, money_year_last int, amount numeric, late_amount numeric, budget_level text
)
LANGUAGE sql STABLE AS $$
    SELECT key_number * 10000 + budget_year, measure, as_of, COALESCE(rank, 99), source_kind, known_from,
        submission_id, money_year_first, money_year_last, sum(amount),
        COALESCE(sum(amount) FILTER (WHERE source_nature = '15'), 0),
        CASE WHEN count(budget_level) = count(*) AND min(budget_level) = max(budget_level) THEN min(budget_level) END
    FROM core.fact
    JOIN unnest($1, $2, $3) WITH ORDINALITY AS wanted (unit_code, component_code, capital_type, key_number)
        USING (unit_code, component_code, capital_type)
    LEFT JOIN ref.authority USING (measure, source_kind)
    WHERE fact.unit_code = ANY (ARRAY(SELECT DISTINCT unnest($1))) AND fact.known_from <= $4
        AND source_kind NOT IN ('treasury', 'disclosure')
        AND NOT EXISTS (
            SELECT FROM core.supersession
            WHERE supersession.superseded_id = fact.submission_id AND supersession.superseded_at <= $4
        )
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
$$;

-- The words in use for these keys. Decisions add up: a day's own decisions are words each, all those before it are one word
-- together, as a line needs no more of them than their sum; mart.words tells them apart.
--
-- 1. A measure that no voice speaks of on a day keeps the words of the last day, within the budget year, on which one
--    did. Only days on which one did are looked at for what follows; on a day counts every decision up to it.
-- 2. Of voices that speak of the same money on the same day, the one that ref.authority puts first counts; of two
--    files of one voice the one known later.
-- 3. A grouped figure (2021-2022) is split where a voice behind it gives parts that add up to it to the đồng.
-- 4. A grouped figure belongs to one money year where only that one has money.
-- 5. What still overlaps stays one line: from line_first to the last of its words' years_last.
-- A line is shown on the days on which a voice spoke of it: on which one of its words has said_on = shown_on.
--
-- Whoever calls this switches nested loops and merge joins off: the planner knows nothing of the sizes between the steps,
-- on a large load they would be quadratic.
CREATE FUNCTION mart.words_in_use(units text[], components text[], capital_types text[], known_at timestamptz)
RETURNS TABLE (
    book bigint, shown_on date, line_first int, years_last int, measure text, money_year_first int, money_year_last int,
    source_kind text, submission_id bigint, said_on date, amount numeric, late_amount numeric, budget_level text
)
LANGUAGE sql STABLE AS $$
WITH said AS (
    SELECT * FROM mart.said($1, $2, $3, $4)
),
spoken AS (  -- the days on which a voice speaks of a measure: only on these is there anything to decide about it
    SELECT DISTINCT book, measure, as_of FROM said
),
decided AS (  -- what the decisions of one day say
    SELECT book, measure, as_of, money_year_first, money_year_last, min(rank) AS rank, sum(amount) AS amount,
        sum(late_amount) AS late_amount, bool_or(amount <> 0) AS is_money, bool_and(budget_level IS NOT NULL) AS is_levelled,
        min(budget_level) AS lowest_level, max(budget_level) AS highest_level
    FROM said
    WHERE source_kind = 'decision'
    GROUP BY 1, 2, 3, 4, 5
),
decided_before AS (  -- decisions add up: the sum of all those before a day, beside what is said on it
    SELECT book, measure, as_of, max(rank) OVER earlier AS rank, money_year_first, money_year_last,
        max(decided.as_of) OVER earlier AS said_on, sum(amount) OVER earlier AS amount,
        sum(late_amount) OVER earlier AS late_amount, bool_or(is_money) OVER earlier AS is_money,
        CASE WHEN bool_and(is_levelled) OVER earlier AND min(lowest_level) OVER earlier = max(highest_level) OVER earlier
            THEN min(lowest_level) OVER earlier END AS budget_level
    FROM (SELECT DISTINCT book, measure, money_year_first, money_year_last FROM decided) AS money
    JOIN spoken USING (book, measure)
    LEFT JOIN decided USING (book, measure, as_of, money_year_first, money_year_last)
    WINDOW earlier AS (
        PARTITION BY book, measure, money_year_first, money_year_last ORDER BY as_of
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    )
),
voice AS (
    SELECT word.*, dense_rank() OVER (
            PARTITION BY book, measure, as_of
            ORDER BY rank, source_kind, CASE WHEN source_kind <> 'decision' THEN known_from END DESC,
                CASE WHEN source_kind <> 'decision' THEN submission_id END DESC
        ) AS place
    FROM (
        SELECT *, as_of AS said_on, amount <> 0 AS is_money FROM said
        UNION ALL
        SELECT book, measure, as_of, rank, 'decision', NULL, NULL, money_year_first, money_year_last, amount, late_amount,
            budget_level, said_on, is_money
        FROM decided_before WHERE said_on IS NOT NULL
    ) AS word
),
behind AS (  -- the words that do not stand first: only with these is there anything to decide
    SELECT * FROM voice WHERE place > 1
),
exact_part AS (
    SELECT book, measure, as_of, grouped.place, grouped.money_year_first, grouped.money_year_last, part.place AS part_place
    FROM voice AS grouped JOIN behind AS part USING (book, measure, as_of)
    WHERE grouped.money_year_first < grouped.money_year_last AND part.place > grouped.place
        AND grouped.said_on = as_of AND part.said_on = as_of
        AND part.money_year_first >= grouped.money_year_first AND part.money_year_last <= grouped.money_year_last
        AND (part.money_year_first, part.money_year_last) <> (grouped.money_year_first, grouped.money_year_last)
    GROUP BY 1, 2, 3, 4, 5, 6, 7, grouped.amount
    HAVING sum(part.amount) = grouped.amount
),
split AS (  -- the figures that a voice further back splits
    SELECT book, measure, as_of, place, money_year_first, money_year_last, min(part_place) AS part_place
    FROM exact_part
    GROUP BY 1, 2, 3, 4, 5, 6
),
overruled AS (  -- those of which a voice further in front speaks, unless they are what splits its figure
    SELECT behind.book, behind.measure, behind.as_of, behind.place, behind.money_year_first, behind.money_year_last
    FROM behind JOIN voice AS better
        ON (better.book, better.measure, better.as_of) = (behind.book, behind.measure, behind.as_of)
        AND better.place < behind.place
        AND better.money_year_first <= behind.money_year_last AND behind.money_year_first <= better.money_year_last
    LEFT JOIN split
        ON (split.book, split.measure, split.as_of, split.place, split.money_year_first, split.money_year_last)
            = (better.book, better.measure, better.as_of, better.place, better.money_year_first, better.money_year_last)
    WHERE split.part_place IS DISTINCT FROM behind.place
),
last_spoken AS (
    SELECT book, measure, day.as_of AS shown_on,
        max(spoken.as_of) OVER (PARTITION BY book, measure ORDER BY day.as_of) AS as_of
    FROM (SELECT DISTINCT book, as_of FROM spoken) AS day
    JOIN (SELECT DISTINCT book, measure FROM spoken) AS spoken_measure USING (book)
    LEFT JOIN spoken USING (book, measure, as_of)
),
chosen AS (
    SELECT book, shown_on, measure, source_kind, submission_id, money_year_first, money_year_last, said_on, amount,
        late_amount, is_money, budget_level
    FROM voice JOIN last_spoken USING (book, measure, as_of)
    WHERE (book, measure, as_of, place, money_year_first, money_year_last) NOT IN (
            SELECT book, measure, as_of, place, money_year_first, money_year_last FROM split
        ) AND (book, measure, as_of, place, money_year_first, money_year_last) NOT IN (
            SELECT * FROM overruled
        )
),
year_with_money AS (
    SELECT book, shown_on, money_year_first AS money_year
    FROM chosen
    WHERE measure IN ('carried_in', 'allocated', 'adjusted') AND money_year_first = money_year_last
    GROUP BY 1, 2, 3
    HAVING sum(amount) > 0
),
grouped_interval AS (  -- where only the use of the money is given together, not the money itself
    SELECT book, shown_on, money_year_first, money_year_last
    FROM chosen WHERE money_year_first < money_year_last
    GROUP BY 1, 2, 3, 4
    HAVING NOT bool_or(measure IN ('carried_in', 'allocated', 'adjusted') AND is_money)
),
deduced AS (
    SELECT book, shown_on, money_year_first, money_year_last, min(money_year) AS money_year
    FROM grouped_interval JOIN year_with_money USING (book, shown_on)
    WHERE money_year BETWEEN money_year_first AND money_year_last
    GROUP BY 1, 2, 3, 4
    HAVING count(*) = 1
),
placed AS (
    SELECT chosen.*, COALESCE(deduced.money_year, money_year_first) AS years_first,
        COALESCE(deduced.money_year, money_year_last) AS years_last
    FROM chosen LEFT JOIN deduced USING (book, shown_on, money_year_first, money_year_last)
),
edge AS (  -- a new line begins where a word's years start after all the years before
    SELECT *, CASE WHEN COALESCE(years_first > max(years_last) OVER before, true) THEN years_first END AS begins
    FROM placed
    WINDOW before AS (
        PARTITION BY book, shown_on ORDER BY years_first, years_last ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    )
)
SELECT book, shown_on, max(begins) OVER (
        PARTITION BY book, shown_on ORDER BY years_first, years_last ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ), years_last, measure, money_year_first, money_year_last, source_kind, submission_id, said_on, amount, late_amount,
    budget_level
FROM edge
$$;

-- The words in use, each submission's by itself, on the days on which their lines are shown. key_number is i.
CREATE OR REPLACE FUNCTION mart.words(units text[], components text[], capital_types text[], known_at timestamptz)
RETURNS TABLE (
    key_number bigint, component_code text, unit_code text, capital_type text, budget_year int, as_of date,
    line_first int, line_last int, measure text, money_year_first int, money_year_last int, source_kind text,
    submission_id bigint, said_on date, amount numeric, late_amount numeric, budget_level text
)
LANGUAGE sql STABLE SET enable_nestloop = off SET enable_mergejoin = off AS $$
WITH lined AS (
    SELECT *, max(years_last) OVER line AS line_last, bool_or(said_on = shown_on) OVER line AS is_spoken
    FROM mart.words_in_use($1, $2, $3, $4)
    WINDOW line AS (PARTITION BY book, shown_on, line_first)
),
decided AS (
    SELECT DISTINCT ON (book, shown_on, measure, money_year_first, money_year_last) *
    FROM lined WHERE source_kind = 'decision'
),
word AS (
    SELECT book, shown_on, line_first, line_last, is_spoken, measure, money_year_first, money_year_last, source_kind,
        submission_id, said_on, amount, late_amount, budget_level
    FROM lined WHERE source_kind <> 'decision'
    UNION ALL
    SELECT book, shown_on, line_first, line_last, is_spoken, measure, money_year_first, money_year_last, source_kind,
        said.submission_id, said.as_of, said.amount, said.late_amount, said.budget_level
    FROM decided
    JOIN mart.said($1, $2, $3, $4) AS said USING (book, measure, source_kind, money_year_first, money_year_last)
    WHERE said.as_of <= shown_on
)
SELECT key_number, component_code, unit_code, capital_type, (book % 10000)::int, shown_on, line_first, line_last, measure,
    money_year_first, money_year_last, source_kind, submission_id, said_on, amount, late_amount, budget_level
FROM word
JOIN unnest($1, $2, $3) WITH ORDINALITY AS wanted (unit_code, component_code, capital_type, key_number)
    ON key_number = book / 10000
WHERE is_spoken
$$;

-- The lines of the keys (units[i], components[i], capital_types[i]) on every day, as the warehouse knew them at
-- known_at: amounts, how long each row stays the latest word, its deadline and its state by the law of its day.
-- A later budget year's word on the same money years takes over from an older year's, whatever their dates.
CREATE FUNCTION mart.lines_of(units text[], components text[], capital_types text[], known_at timestamptz)
RETURNS TABLE (
    component_code text, unit_code text, capital_type text, budget_year int, money_year_first int,
    money_year_last int, as_of date, as_of_next date, is_line boolean, carried_in_vnd numeric, allocated_vnd numeric,
    adjusted_vnd numeric, available_vnd numeric, late_vnd numeric, disbursed_vnd numeric, disbursed_as_of date,
    cancelled_vnd numeric, returned_vnd numeric, advance_vnd numeric, carried_out_vnd numeric, estimate_vnd numeric,
    remaining_vnd numeric, disbursed_pct numeric, owner_level text, deadline_date date, deadline_document text,
    status_code text, source_file_id bigint, closes_year boolean
)
LANGUAGE sql STABLE PARALLEL SAFE
SET enable_nestloop = off SET enable_mergejoin = off SET max_parallel_workers_per_gather = 0 AS $$
WITH line AS (
    SELECT book / 10000 AS key_number, (book % 10000)::int AS budget_year, line_first, max(years_last) AS line_last,
        shown_on AS as_of,
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
            max(submission_id) FILTER (WHERE measure = 'disbursed' AND said_on = shown_on),
            max(submission_id) FILTER (WHERE said_on = shown_on)
        ) AS source_file_id
    FROM mart.words_in_use($1, $2, $3, $4)
    GROUP BY book, shown_on, line_first
    HAVING bool_or(said_on = shown_on)
),
balanced AS (
    SELECT line.*, unit_code, component_code, capital_type, COALESCE(programme_code, '*') AS programme,
        available - disbursed - COALESCE(cancelled, 0) - COALESCE(returned, 0) AS remaining,
        COALESCE(available, 0) <> 0 OR COALESCE(disbursed, 0) <> 0 AS is_line,
        CASE WHEN available > 0 THEN round(disbursed * 100 / available, 2) END AS disbursed_pct,
        COALESCE(late <> 0 AND late = available, false) AS is_late
    FROM line
    JOIN unnest($1, $2, $3) WITH ORDINALITY AS wanted (unit_code, component_code, capital_type, key_number)
        USING (key_number)
    LEFT JOIN mart.component_tree ON code = component_code
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

-- The first, second, third or fourth part of a list.
CREATE FUNCTION mart.quarter(list text[], number int) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT $1[cardinality($1) * ($2 - 1) / 4 + 1 : cardinality($1) * $2 / 4]
$$;

-- The same, many keys in four parts that parallel workers share: keys are derived each by themselves. Not so few, for whom
-- starting a worker takes longer.
CREATE OR REPLACE FUNCTION mart.lines(units text[], components text[], capital_types text[], known_at timestamptz)
RETURNS TABLE (
    component_code text, unit_code text, capital_type text, budget_year int, money_year_first int,
    money_year_last int, as_of date, as_of_next date, is_line boolean, carried_in_vnd numeric, allocated_vnd numeric,
    adjusted_vnd numeric, available_vnd numeric, late_vnd numeric, disbursed_vnd numeric, disbursed_as_of date,
    cancelled_vnd numeric, returned_vnd numeric, advance_vnd numeric, carried_out_vnd numeric, estimate_vnd numeric,
    remaining_vnd numeric, disbursed_pct numeric, owner_level text, deadline_date date, deadline_document text,
    status_code text, source_file_id bigint, closes_year boolean
)
LANGUAGE sql STABLE SET parallel_setup_cost = 0 SET parallel_tuple_cost = 0 AS $$
    SELECT * FROM mart.lines_of($1, $2, $3, $4) WHERE cardinality($1) < 100
    UNION ALL
    SELECT * FROM mart.lines_of(mart.quarter($1, 1), mart.quarter($2, 1), mart.quarter($3, 1), $4)
    WHERE cardinality($1) >= 100
    UNION ALL
    SELECT * FROM mart.lines_of(mart.quarter($1, 2), mart.quarter($2, 2), mart.quarter($3, 2), $4)
    WHERE cardinality($1) >= 100
    UNION ALL
    SELECT * FROM mart.lines_of(mart.quarter($1, 3), mart.quarter($2, 3), mart.quarter($3, 3), $4)
    WHERE cardinality($1) >= 100
    UNION ALL
    SELECT * FROM mart.lines_of(mart.quarter($1, 4), mart.quarter($2, 4), mart.quarter($3, 4), $4)
    WHERE cardinality($1) >= 100
$$;

COMMENT ON FUNCTION mart.said IS 'Mỗi bản nộp đang có hiệu lực nói gì về các khóa. / What each submission in force says of the keys.';
COMMENT ON FUNCTION mart.words_in_use IS 'Số liệu được dùng cho các khóa vào từng ngày, các quyết định trước đó cộng chung. / The words in use for the keys on every day, earlier decisions added up.';
COMMENT ON FUNCTION mart.lines_of IS 'Các dòng vốn của các khóa, tính trong một tiến trình. / The lines of the keys, derived by one process.';
COMMENT ON FUNCTION mart.quarter IS 'Phần tư thứ mấy của một danh sách. / One of the four parts of a list.';
