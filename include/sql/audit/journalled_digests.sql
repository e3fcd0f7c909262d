-- What the journal says of the facts of each load, page by page.
SELECT (payload #>> '{submission,submission_id}')::bigint AS submission_id, payload ->> 'facts_sha256' AS sha256
FROM audit.journal
WHERE kind = 'load' AND (payload #>> '{submission,submission_id}')::bigint > %(after)s
ORDER BY 1
LIMIT %(page)s
