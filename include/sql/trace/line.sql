-- The cells behind a line of the tables, as they stood on a day: all that the lines of its money years use.
WITH used AS (
    SELECT * FROM mart.cells_as_of(
        ARRAY[%(unit)s::text], ARRAY[%(component)s::text], ARRAY[%(capital_type)s::text],
        COALESCE(%(on_day)s::date, 'infinity'), COALESCE(%(known_at)s::timestamptz, now())
    )
    WHERE %(money_year)s::int IS NULL OR %(money_year)s::int BETWEEN money_year_first AND money_year_last
)
SELECT used.line_as_of AS as_of, used.money_year_first AS line_first, used.money_year_last AS line_last, fact.measure,
    fact.amount, fact.currency, fact.money_year_first, fact.money_year_last, fact.budget_level, fact.sheet, fact.cell,
    fact.raw_text, fact.note, used.said_on, fact.source_kind, fact.submission_id
FROM used JOIN core.fact USING (fact_id)
ORDER BY line_first, fact.measure, fact.submission_id, fact.sheet, fact.cell
