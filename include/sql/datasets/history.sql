-- Every version of every line: what it was from as_of until as_of_next, as known from known_from until known_to (empty:
-- still so). With it any day can be asked about, as it was known on any other, without the warehouse. Days lie together, so
-- that a program skips those that it does not ask about.
SELECT as_of, NULLIF(as_of_next, 'infinity') AS as_of_next, budget_year, program_code, project_code, component_code,
    component_name, unit_code, unit_name, capital_type, money_year_first, money_year_last, is_carryover, available_vnd,
    disbursed_vnd, remaining_vnd, disbursed_pct, deadline_date, days_left, status_code, source_file_id, known_from,
    CASE WHEN known_to <= %(known_at)s::timestamptz THEN known_to END AS known_to
FROM mart.fund_status_version
WHERE as_of <= COALESCE(%(on_day)s::date, 'infinity') AND known_from <= %(known_at)s::timestamptz
ORDER BY as_of, unit_code, component_code, capital_type, budget_year, money_year_first, known_from
