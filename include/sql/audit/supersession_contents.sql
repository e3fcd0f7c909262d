-- What the journal will say of these supersessions.
SELECT superseded_id::text AS subject, content
FROM audit.supersession_content WHERE superseded_id = ANY (%(ids)s)
ORDER BY superseded_id
