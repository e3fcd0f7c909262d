-- The whole of the lines' versions, and of what is derived from them, in one hash.
SELECT count(*), sum(hashtextextended(words, 0)::numeric)
FROM (
    SELECT line_version::text AS words FROM mart.line_version
    UNION ALL
    SELECT spending_fall::text FROM mart.spending_fall
    UNION ALL
    SELECT restatement::text FROM mart.restatement
    UNION ALL
    SELECT opening_break::text FROM mart.opening_break
) AS shown
