-- What each of the two tables says in all, measure by measure.
WITH line AS (
    SELECT -1 AS sign, before.* FROM mart.lines_as_of(%(from_day)s::date, %(from_moment)s::timestamptz) AS before
    UNION ALL
    SELECT 1, after.* FROM mart.lines_as_of(%(to_day)s::date, %(to_moment)s::timestamptz) AS after
)
SELECT measure, COALESCE(sum(amount) FILTER (WHERE sign = -1), 0) AS before_vnd,
    COALESCE(sum(amount) FILTER (WHERE sign = 1), 0) AS after_vnd
FROM line
CROSS JOIN LATERAL (VALUES (1, 'carried_in', carried_in_vnd), (2, 'allocated', allocated_vnd), (3, 'adjusted', adjusted_vnd),
    (4, 'disbursed', disbursed_vnd), (5, 'cancelled', cancelled_vnd), (6, 'returned', returned_vnd)
) AS said (place, measure, amount)
WHERE unit_code ^@ %(units)s::text
GROUP BY place, measure
ORDER BY place
