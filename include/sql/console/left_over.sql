-- What is left of a programme's money of earlier years, by unit, and until when it may be spent.
SELECT unit_code, unit_name, money_year_first, money_year_last, sum(remaining_vnd) AS remaining_vnd,
    min(deadline_date) AS deadline_date
FROM mart.carryover_unspent_on(%(on)s)
WHERE budget_year = %(budget_year)s AND program_code = %(programme)s AND capital_type = %(capital_type)s
GROUP BY unit_code, unit_name, money_year_first, money_year_last
ORDER BY unit_code, money_year_first
