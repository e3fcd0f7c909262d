-- What was read from a file (from one cell of it), what it is in force for, and which lines of the tables it reaches.
SELECT fact.component_code, fact.unit_code, fact.capital_type, fact.measure, fact.amount, fact.currency,
    fact.money_year_first, fact.money_year_last, fact.budget_level, fact.as_of, fact.sheet, fact.cell, fact.raw_text,
    fact.submission_id, supersession.superseding_id, supersession.superseded_at, (
        SELECT array_agg(DISTINCT line_version.as_of ORDER BY line_version.as_of)
        FROM mart.line_version
        JOIN mart.words(ARRAY[fact.unit_code], ARRAY[fact.component_code], ARRAY[fact.capital_type], now()) AS word
            ON word.as_of = line_version.as_of AND word.line_first = line_version.money_year_first
        WHERE line_version.known_to = 'infinity' AND line_version.unit_code = fact.unit_code
            AND line_version.component_code = fact.component_code AND line_version.capital_type = fact.capital_type
            AND word.submission_id = fact.submission_id AND word.measure = fact.measure
            AND fact.money_year_first >= word.money_year_first AND fact.money_year_last <= word.money_year_last
    ) AS used_on
FROM core.fact
LEFT JOIN core.supersession ON superseded_id = fact.submission_id
WHERE fact.submission_id = ANY (%(files)s) AND (%(sheet)s::text IS NULL OR fact.sheet = %(sheet)s::text)
    AND (%(cell)s::text IS NULL OR fact.cell = %(cell)s::text)
ORDER BY fact.submission_id, fact.sheet, fact.fact_id
