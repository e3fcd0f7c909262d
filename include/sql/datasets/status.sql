-- The status of every line on a day (its latest word where no day is named), as known at a moment.
SELECT *
FROM mart.fund_status_as_of(COALESCE(%(on_day)s::date, DATE '9999-12-31'), %(known_at)s::timestamptz)
ORDER BY unit_code, component_code, capital_type, budget_year, money_year_first
