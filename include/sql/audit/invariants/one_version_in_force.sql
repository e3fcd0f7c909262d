-- I5: of the submissions of one subject, no two that are in force speak of the same line.
WITH in_force AS (
    SELECT submission_id, subject, scope FROM core.submission
    WHERE NOT EXISTS (SELECT FROM core.supersession WHERE superseded_id = submission_id)
)
SELECT one.subject AS subject, 'hai bản cùng có hiệu lực' AS fault_vi, 'two versions are in force' AS fault_en
FROM in_force AS one
JOIN in_force AS other USING (subject)
WHERE one.submission_id < other.submission_id
    AND (one.scope && other.scope OR one.scope = '{}' OR other.scope = '{}')
ORDER BY 1
