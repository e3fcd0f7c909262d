-- What the journal will say of the verdicts on these files.
SELECT sha256 AS subject, content FROM audit.verdict_content WHERE file_id = ANY (%(ids)s) ORDER BY file_id
