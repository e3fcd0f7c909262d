-- The cells that one of the two tables uses and the other does not, for these keys: what came counts plus, what went
-- counts minus. Added up, measure by measure, they are the difference of the tables.
WITH before AS (
    SELECT * FROM mart.cells_as_of(
        %(units)s::text[], %(components)s::text[], %(capital_types)s::text[], %(from_day)s::date, %(from_moment)s::timestamptz
    )
),
after AS (
    SELECT * FROM mart.cells_as_of(
        %(units)s::text[], %(components)s::text[], %(capital_types)s::text[], %(to_day)s::date, %(to_moment)s::timestamptz
    )
),
moved AS (
    SELECT before.*, -amount_vnd AS change_vnd FROM before
    WHERE NOT EXISTS (SELECT FROM after WHERE after.fact_id = before.fact_id)
    UNION ALL
    SELECT after.*, amount_vnd FROM after
    WHERE NOT EXISTS (SELECT FROM before WHERE before.fact_id = after.fact_id)
)
SELECT moved.unit_code, component_code, capital_type, money_year_first, money_year_last, measure, change_vnd, sheet, cell,
    raw_text, submission_id AS file_id, said_on, submission.known_from, file.sha256, (
        SELECT original_name FROM quality.receipt WHERE receipt.file_id = submission_id ORDER BY receipt_id LIMIT 1
    ) AS original_name
FROM moved
JOIN core.submission USING (submission_id)
JOIN quality.file ON file.file_id = submission_id
ORDER BY moved.unit_code, component_code, capital_type, money_year_first, measure, change_vnd, submission_id, sheet, cell
