-- Every submission of these subjects, in force or not.
SELECT submission_id, subject, scope, content_hash,
    NOT EXISTS (SELECT FROM core.supersession WHERE superseded_id = submission_id) AS in_force
FROM core.submission
WHERE subject = ANY (%(subjects)s)
ORDER BY submission_id
