-- Every submission of these subjects, in force or not, with its place in the order of arrival: its own file's, or that of a
-- file that said the same again while it is in force.
WITH submission AS (
    SELECT *, NOT EXISTS (SELECT FROM core.supersession WHERE superseded_id = submission_id) AS in_force
    FROM core.submission
    WHERE subject = ANY (%(subjects)s)
),
said AS (
    SELECT submission_id, submission_id AS file_id FROM submission
    UNION ALL
    SELECT submission_id, file.file_id
    FROM submission JOIN quality.file USING (subject, content_hash)
    WHERE in_force AND file.status = 'unchanged'
),
arrived AS (
    SELECT submission_id, max(staging.arrival(file_id)) AS arrival FROM said GROUP BY submission_id
)
SELECT submission_id, subject, scope, content_hash, in_force, arrival
FROM submission JOIN arrived USING (submission_id)
ORDER BY submission_id
