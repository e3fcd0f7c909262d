-- How often, and for which day last, each of these was told.
SELECT subject_key, count(*) AS times, max(about_day) AS last_day
FROM quality.alert
WHERE subject_key = ANY (%(subject_keys)s)
GROUP BY subject_key
