-- The cells behind a line of the tables: the words in use for it on a day, and the facts that say them.
WITH word AS (
    SELECT * FROM mart.words(ARRAY[%(unit)s::text], ARRAY[%(component)s::text], ARRAY[%(capital_type)s::text],
        COALESCE(%(known_at)s::timestamptz, now()))
    WHERE %(money_year)s::int IS NULL OR %(money_year)s::int BETWEEN line_first AND line_last
),
day AS (
    SELECT max(as_of) AS as_of FROM word WHERE as_of <= COALESCE(%(on_day)s::date, 'infinity')
)
SELECT word.as_of, word.line_first, word.line_last, fact.measure, fact.amount, fact.currency, fact.money_year_first,
    fact.money_year_last, fact.budget_level, fact.sheet, fact.cell, fact.raw_text, fact.note, word.said_on,
    fact.source_kind, fact.submission_id
FROM word
JOIN day USING (as_of)
JOIN core.fact ON fact.submission_id = word.submission_id AND fact.unit_code = word.unit_code
    AND fact.component_code = word.component_code AND fact.capital_type = word.capital_type
    AND fact.measure = word.measure AND fact.money_year_first >= word.money_year_first
    AND fact.money_year_last <= word.money_year_last
ORDER BY word.line_first, fact.measure, fact.submission_id, fact.sheet, fact.cell
