-- The keys whose lines differ between two tables: one as of a day and known at a moment, the other likewise.
WITH before AS (
    SELECT * FROM mart.lines_as_of(%(from_day)s::date, %(from_moment)s::timestamptz)
),
after AS (
    SELECT * FROM mart.lines_as_of(%(to_day)s::date, %(to_moment)s::timestamptz)
),
changed AS (
    SELECT unit_code, component_code, capital_type
    FROM before FULL JOIN after USING (unit_code, component_code, capital_type, budget_year, money_year_first,
        money_year_last, as_of)
    WHERE (before.carried_in_vnd, before.allocated_vnd, before.adjusted_vnd, before.disbursed_vnd, before.cancelled_vnd,
            before.returned_vnd)
        IS DISTINCT FROM (after.carried_in_vnd, after.allocated_vnd, after.adjusted_vnd, after.disbursed_vnd,
            after.cancelled_vnd, after.returned_vnd)
)
SELECT DISTINCT unit_code, component_code, capital_type FROM changed
WHERE unit_code ^@ %(units)s::text
ORDER BY unit_code, component_code, capital_type
