-- Every version of the drawn lines: on each day that was reported, as known from known_from until known_to (empty: still).
SELECT drawn.number, line.budget_year, line.as_of, line.money_year_first, line.money_year_last, carried_in_vnd,
    allocated_vnd, adjusted_vnd, available_vnd, disbursed_vnd, cancelled_vnd, returned_vnd, advance_vnd,
    carried_out_vnd, remaining_vnd, disbursed_pct, deadline_date, deadline_document, status_code, source_file_id,
    known_from, CASE WHEN known_to <= %(known_at)s::timestamptz THEN known_to END AS known_to
FROM unnest(%(units)s::text[], %(components)s::text[], %(capital_types)s::text[], %(first_years)s::int[],
    %(last_years)s::int[]) WITH ORDINALITY AS drawn (unit_code, component_code, capital_type, year_first, year_last, number)
JOIN mart.line_version AS line USING (unit_code, component_code, capital_type)
WHERE line.money_year_first <= drawn.year_last AND line.money_year_last >= drawn.year_first
    AND line.known_from <= %(known_at)s::timestamptz
ORDER BY drawn.number, line.budget_year, line.as_of, line.money_year_first, line.known_from
