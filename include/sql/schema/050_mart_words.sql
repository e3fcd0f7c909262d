-- From facts to the words that count: on each day, which cells speak for a line of money, and for which money years.
--
-- A key is (component, unit, capital type). On a day of a budget year several voices may speak of one key: the unit's
-- own report, the province's summary, the Treasury, decisions. mart.words picks, measure by measure, the words in use.

CREATE INDEX ON core.submission (known_from);

-- Programme and project of every component, at any depth of the tree (the successor programme has other levels).
CREATE VIEW mart.component_tree WITH (security_invoker = true) AS
WITH RECURSIVE tree AS (
    SELECT code, name_vi, name_en, code AS programme_code, NULL::text AS project_code, currency, 0 AS depth
    FROM ref.component WHERE parent IS NULL
    UNION ALL
    SELECT child.code, child.name_vi, child.name_en, tree.programme_code, COALESCE(tree.project_code, child.code),
        child.currency, tree.depth + 1
    FROM ref.component AS child JOIN tree ON child.parent = tree.code
)
SELECT * FROM tree;

-- Until when money may be spent, as the law was known on the day asked about. Every rule in force is a permission:
-- the widest counts. Money of several years that a report gives together lasts as long as its oldest part.
CREATE FUNCTION mart.deadline(
    money_year_first int, money_year_last int, capital_type text, programme text, source_nature text, asked_on date
) RETURNS TABLE (deadline_date date, deadline_document text, rule_id text)
LANGUAGE sql STABLE AS $$
    SELECT widest.deadline, widest.document, widest.rule_id
    FROM generate_series($1, $2) AS money_year
    LEFT JOIN LATERAL (
        SELECT law.deadline, law.document, law.rule_id
        FROM ref.law
        WHERE money_year BETWEEN law.money_year_first AND law.money_year_last
            AND law.capital_type IN ($3, '*') AND law.programme IN ($4, '*')
            AND law.source_nature IN (COALESCE($5, '12'), '*')
            AND law.known_from <= $6 AND (law.known_to IS NULL OR $6 < law.known_to)
        ORDER BY law.deadline DESC, law.known_from DESC, law.rule_id
        LIMIT 1
    ) AS widest ON true
    ORDER BY widest.deadline NULLS FIRST, money_year  -- a year without a rule: the answer is "not known"
    LIMIT 1
$$;

-- The share of its money that a line should have spent by a day of a budget year: the latest absolute milestone passed.
CREATE FUNCTION mart.milestone_pct(budget_year int, on_day date, capital_type text, is_carryover boolean) RETURNS numeric
LANGUAGE sql STABLE AS $$
    SELECT threshold_pct
    FROM (SELECT *, make_date($1, month, day) AS reached_on FROM ref.milestone WHERE kind = 'absolute') AS milestone
    WHERE reached_on <= $2 AND reached_on >= valid_from AND (valid_to IS NULL OR reached_on < valid_to)
        AND milestone.capital_type IN ($3, '*') AND money IN ('all', CASE WHEN $4 THEN 'carried' ELSE 'current' END)
    ORDER BY reached_on DESC, threshold_pct DESC
    LIMIT 1
$$;

-- How many days before its deadline unspent money is called at risk; null where no milestone says so.
CREATE FUNCTION mart.warning_days(on_day date, capital_type text, is_carryover boolean) RETURNS int
LANGUAGE sql STABLE AS $$
    SELECT max(days_before)
    FROM ref.milestone
    WHERE kind = 'deadline' AND $1 >= valid_from AND (valid_to IS NULL OR $1 < valid_to)
        AND milestone.capital_type IN ($2, '*') AND money IN ('all', CASE WHEN $3 THEN 'carried' ELSE 'current' END)
$$;

-- The words in use for the keys (units[i], components[i], capital_types[i]) as the warehouse knew them at known_at.
--
-- 1. Facts in force: known, and not superseded, at known_at. The Treasury and disclosures speak of whole projects and
--    programmes, whose parts the units report: they are compared with these (checks), never added to them.
-- 2. A measure that no voice speaks of on a day keeps the words of the last day, within the budget year, on which one
--    did. Decisions add up: on a day counts every decision up to it.
-- 3. Of voices that speak of the same money on the same day, the one that ref.authority puts first counts; of two
--    files of one voice the one known later.
-- 4. A grouped figure (2021-2022) is split where a voice behind it gives parts that add up to it to the đồng.
-- 5. A grouped figure belongs to one money year where only that one has money.
-- 6. What still overlaps stays one line: (line_first, line_last).
-- A line is shown on the days on which a voice spoke of it.
--
-- key_number is i; a book is a key's budget year, a page a book's day. Nested loops are switched off because the planner
-- knows nothing of the sizes between the steps: on a large load they would be quadratic.
CREATE FUNCTION mart.words(units text[], components text[], capital_types text[], known_at timestamptz)
RETURNS TABLE (
    key_number bigint, component_code text, unit_code text, capital_type text, budget_year int, as_of date,
    line_first int, line_last int, measure text, money_year_first int, money_year_last int, source_kind text,
    submission_id bigint, said_on date, amount numeric, late_amount numeric, budget_level text
)
LANGUAGE sql STABLE SET enable_nestloop = off AS $$
WITH wanted AS (
    SELECT * FROM unnest($1, $2, $3) WITH ORDINALITY AS key (unit_code, component_code, capital_type, key_number)
),
fact_in_force AS (
    SELECT key_number * 10000 + budget_year AS book, fact.*
    FROM core.fact JOIN wanted USING (unit_code, component_code, capital_type)
    WHERE fact.unit_code = ANY ($1) AND fact.known_from <= $4 AND fact.source_kind NOT IN ('treasury', 'disclosure')
        AND NOT EXISTS (
            SELECT FROM core.supersession
            WHERE supersession.superseded_id = fact.submission_id AND supersession.superseded_at <= $4
        )
),
said AS (
    SELECT book, measure, as_of, source_kind, submission_id, known_from, money_year_first, money_year_last,
        sum(amount) AS amount, COALESCE(sum(amount) FILTER (WHERE source_nature = '15'), 0) AS late_amount,
        CASE WHEN count(budget_level) = count(*) AND min(budget_level) = max(budget_level) THEN min(budget_level) END
            AS budget_level
    FROM fact_in_force
    GROUP BY book, measure, as_of, source_kind, submission_id, known_from, money_year_first, money_year_last
),
day AS (
    SELECT DISTINCT book, as_of FROM said
),
spoken AS (
    SELECT DISTINCT book, measure, as_of FROM said
),
last_spoken AS (
    SELECT book, measure, day.as_of AS shown_on,
        max(spoken.as_of) OVER (PARTITION BY book, measure ORDER BY day.as_of) AS said_on
    FROM day
    JOIN (SELECT DISTINCT book, measure FROM said) AS spoken_measure USING (book)
    LEFT JOIN spoken USING (book, measure, as_of)
),
candidate AS (
    SELECT last_spoken.shown_on, said.*
    FROM said JOIN last_spoken ON (last_spoken.book, last_spoken.measure, last_spoken.said_on)
        = (said.book, said.measure, said.as_of)
    WHERE said.source_kind <> 'decision'
    UNION ALL
    SELECT last_spoken.shown_on, said.*
    FROM said JOIN last_spoken USING (book, measure)
    WHERE said.source_kind = 'decision' AND last_spoken.shown_on >= said.as_of
),
voice AS (
    SELECT candidate.*, dense_rank() OVER (
            PARTITION BY book, shown_on, measure
            ORDER BY COALESCE(authority.rank, 99), source_kind,
                CASE WHEN source_kind <> 'decision' THEN known_from END DESC,
                CASE WHEN source_kind <> 'decision' THEN submission_id END DESC
        ) AS place
    FROM candidate LEFT JOIN ref.authority USING (measure, source_kind)
),
behind AS (  -- the words that do not stand first: only with these is there anything to decide
    SELECT * FROM voice WHERE place > 1
),
exact_part AS (
    SELECT book, shown_on, measure, grouped.money_year_first, grouped.money_year_last, grouped.place,
        part.place AS part_place
    FROM voice AS grouped JOIN behind AS part USING (book, shown_on, measure)
    WHERE grouped.money_year_first < grouped.money_year_last AND part.place > grouped.place
        AND part.as_of = grouped.as_of AND part.money_year_first >= grouped.money_year_first
        AND part.money_year_last <= grouped.money_year_last
        AND (part.money_year_first, part.money_year_last) <> (grouped.money_year_first, grouped.money_year_last)
    GROUP BY 1, 2, 3, 4, 5, 6, 7, grouped.amount
    HAVING sum(part.amount) = grouped.amount
),
split AS (
    SELECT book, shown_on, measure, money_year_first, money_year_last, place, min(part_place) AS part_place
    FROM exact_part
    GROUP BY 1, 2, 3, 4, 5, 6
),
standing AS (  -- each voice with the place of the one that splits its figure, if there is one
    SELECT voice.*, split.part_place
    FROM voice LEFT JOIN split USING (book, shown_on, measure, money_year_first, money_year_last, place)
),
chosen AS (
    SELECT * FROM standing WHERE place = 1 AND part_place IS NULL
    UNION ALL
    SELECT * FROM standing
    WHERE place > 1 AND part_place IS NULL AND NOT EXISTS (
        SELECT FROM standing AS better
        WHERE (better.book, better.shown_on, better.measure) = (standing.book, standing.shown_on, standing.measure)
            AND better.place < standing.place AND better.part_place IS DISTINCT FROM standing.place
            AND better.money_year_first <= standing.money_year_last
            AND standing.money_year_first <= better.money_year_last
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
    HAVING NOT bool_or(measure IN ('carried_in', 'allocated', 'adjusted') AND amount <> 0)
),
deduced AS (
    SELECT book, shown_on, money_year_first, money_year_last, min(money_year) AS money_year
    FROM grouped_interval JOIN year_with_money USING (book, shown_on)
    WHERE money_year BETWEEN money_year_first AND money_year_last
    GROUP BY 1, 2, 3, 4
    HAVING count(*) = 1
),
placed AS (
    SELECT chosen.*, COALESCE(deduced.money_year, chosen.money_year_first) AS years_first,
        COALESCE(deduced.money_year, chosen.money_year_last) AS years_last
    FROM chosen LEFT JOIN deduced USING (book, shown_on, money_year_first, money_year_last)
),
edge AS (  -- a new line begins where a word's years start after all the years before
    SELECT *, COALESCE(years_first > max(years_last) OVER (
            PARTITION BY book, shown_on ORDER BY years_first, years_last, measure, submission_id
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ), true)::int AS begins
    FROM placed
),
numbered AS (
    SELECT *, sum(begins) OVER (
            PARTITION BY book, shown_on ORDER BY years_first, years_last, measure, submission_id
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS line
    FROM edge
),
lined AS (
    SELECT *, min(years_first) OVER each_line AS line_first, max(years_last) OVER each_line AS line_last,
        bool_or(as_of = shown_on) OVER each_line AS is_spoken
    FROM numbered
    WINDOW each_line AS (PARTITION BY book, shown_on, line)
)
SELECT key_number, component_code, unit_code, capital_type, (book % 10000)::int, shown_on, line_first, line_last,
    measure, money_year_first, money_year_last, source_kind, submission_id, as_of, amount, late_amount, budget_level
FROM lined JOIN wanted ON key_number = book / 10000
WHERE is_spoken
$$;
