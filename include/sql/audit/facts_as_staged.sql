-- The facts of these submissions as the loader writes rows: one line of text each.
SELECT submission_id, array_agg(concat_ws(E'\t', component_code, unit_code, capital_type, money_year_first,
    money_year_last, measure, amount, sheet, cell)) AS lines
FROM core.fact
WHERE submission_id = ANY (%(submissions)s)
GROUP BY submission_id
