-- Every line of money on a day, as known at a moment: what a sample is drawn from. Its weight is the money that could be
-- spent or was spent, whichever is more.
SELECT concat_ws('/', unit_code, component_code, capital_type, budget_year, money_year_first) AS key, unit_code, unit_name,
    component_code, component_name, capital_type, money_year_first, money_year_last, budget_year, as_of, available_vnd,
    disbursed_vnd, remaining_vnd, disbursed_pct, deadline_date, status_code,
    GREATEST(available_vnd, disbursed_vnd, 0) AS weight_vnd
FROM mart.fund_status_as_of(COALESCE(%(on_day)s::date, DATE '9999-12-31'), %(known_at)s::timestamptz)
WHERE unit_code ^@ %(units)s::text
ORDER BY key
