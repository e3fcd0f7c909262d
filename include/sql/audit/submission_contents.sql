-- What the journal will say of these submissions: what they are, and what their facts say in one hash.
SELECT submission_id, file.sha256 AS subject, content
FROM audit.submission_content JOIN quality.file ON file_id = submission_id
WHERE submission_id = ANY (%(ids)s)
ORDER BY submission_id
