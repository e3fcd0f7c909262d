-- Staged rows of accepted files become facts, in the order of their workbooks.
INSERT INTO core.fact (submission_id, source_kind, budget_year, as_of, known_from, component_code, unit_code,
    capital_type, budget_level, money_year_first, money_year_last, measure, amount, currency, sheet, cell, raw_text,
    source_nature, note)
SELECT fund_row.file_id, fund_row.source_kind, fund_row.budget_year, fund_row.as_of, %(known_from)s,
    fund_row.component_code, fund_row.unit_code, fund_row.capital_type, fund_row.budget_level,
    fund_row.money_year_first, fund_row.money_year_last, fund_row.measure, fund_row.amount, fund_row.currency,
    fund_row.sheet, fund_row.cell, fund_row.raw_text, fund_row.source_nature, fund_row.note
FROM staging.fund_row
JOIN quality.file USING (file_id, batch_id)
WHERE fund_row.file_id = ANY (%(files)s)
ORDER BY row_number
