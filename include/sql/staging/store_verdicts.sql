-- What was read of each file, and what becomes of it.
UPDATE quality.file
SET status = verdict.status, form = verdict.form, layout = verdict.layout, source_kind = verdict.source_kind,
    unit_code = verdict.unit, budget_year = verdict.budget_year, as_of = verdict.as_of,
    decision_number = verdict.decision_number, decision_date = verdict.decision_date, subject = verdict.subject,
    scope = verdict.scope, content_hash = verdict.content_hash, rulebook = %(rulebook)s,
    code_version = %(code_version)s, batch_id = verdict.batch_id, rows_read = verdict.rows_read,
    rows_loaded = verdict.rows_loaded, rows_held = verdict.rows_held, rows_ignored = verdict.rows_ignored,
    ignored_reasons = verdict.ignored, judged_on = %(today)s,
    decided_at = CASE WHEN verdict.status <> 'staged' THEN clock_timestamp() END
FROM jsonb_to_recordset(%(verdicts)s::jsonb) AS verdict (
    file_id bigint, status text, form text, layout text, source_kind text, unit text, budget_year int, as_of date,
    decision_number text, decision_date date, subject text, scope text[], content_hash text, batch_id bigint,
    rows_read int, rows_loaded int, rows_held int, rows_ignored int, ignored jsonb
)
WHERE file.file_id = verdict.file_id
