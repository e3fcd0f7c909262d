-- The figures of the files that were loaded last, as they lay in staging: batch 0, which no loader ever takes.
INSERT INTO staging.fund_row (batch_id, row_number, file_id, form, source_kind, reporting_unit, budget_year, as_of,
    component_code, unit_code, capital_type, budget_level, money_year_first, money_year_last, measure, amount, currency,
    sheet, cell, raw_text, source_nature, note)
SELECT 0, row_number() OVER (), fact.submission_id, submission.form, fact.source_kind, submission.unit_code,
    fact.budget_year, fact.as_of, component_code, fact.unit_code, capital_type, budget_level, money_year_first,
    money_year_last, measure, amount, currency, sheet, cell, raw_text, source_nature, note
FROM (SELECT * FROM core.submission ORDER BY submission_id DESC LIMIT %(files)s) AS submission
JOIN core.fact USING (submission_id)
