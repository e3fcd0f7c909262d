-- A unit's lines with all their amounts, as the latest word up to a day has them: what its next report starts from.
SELECT component_code, capital_type, budget_year, money_year_first, money_year_last, carried_in_vnd, allocated_vnd,
    adjusted_vnd, disbursed_vnd, cancelled_vnd, returned_vnd, advance_vnd, carried_out_vnd, estimate_vnd, remaining_vnd
FROM mart.lines_on(%(as_of)s)
WHERE unit_code = %(unit)s
ORDER BY component_code, capital_type, money_year_first
