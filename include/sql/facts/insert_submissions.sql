-- Accepted files become submissions.
INSERT INTO core.submission (submission_id, form, source_kind, unit_code, budget_year, as_of, subject, scope,
    decision_number, decision_date, known_from, content_hash)
SELECT file_id, form, source_kind, unit_code, budget_year, as_of, subject, scope,
    decision_number, decision_date, %(known_from)s, content_hash
FROM quality.file
WHERE file_id = ANY (%(files)s)
ORDER BY file_id
