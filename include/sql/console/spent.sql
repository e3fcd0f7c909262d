-- What is spent of a programme's money of this year, and of earlier years.
SELECT is_carryover, sum(disbursed_vnd) AS disbursed_vnd
FROM mart.fund_status
WHERE budget_year = %(budget_year)s AND program_code = %(programme)s AND capital_type = %(capital_type)s
GROUP BY is_carryover
