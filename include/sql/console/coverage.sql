-- How many reports are in which state.
SELECT form, period_end, state, count(*) AS reports
FROM mart.coverage
GROUP BY form, period_end, state
ORDER BY period_end, form, state
