-- The lines of the Fiscal Data Package: the status on a day with each of its amounts.
SELECT status.budget_year, status.as_of, status.unit_code, status.unit_name, status.program_code, status.project_code,
    status.component_code, status.component_name, status.capital_type, status.money_year_first, status.money_year_last,
    tree.currency, line.carried_in_vnd AS carried_in, line.allocated_vnd AS allocated, line.adjusted_vnd AS adjusted,
    line.disbursed_vnd AS disbursed, line.cancelled_vnd AS cancelled, line.returned_vnd AS returned,
    line.remaining_vnd AS remaining, status.deadline_date, status.status_code
FROM mart.fund_status_as_of(COALESCE(%(on_day)s::date, DATE '9999-12-31'), %(known_at)s::timestamptz) AS status
JOIN mart.line_version AS line USING (unit_code, component_code, capital_type, budget_year, as_of, money_year_first)
JOIN mart.component_tree AS tree ON tree.code = status.component_code
WHERE line.known_from <= %(known_at)s::timestamptz AND %(known_at)s::timestamptz < line.known_to
ORDER BY status.unit_code, status.component_code, status.capital_type, status.budget_year, status.money_year_first
