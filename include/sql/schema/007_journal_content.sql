-- What the journal says of each thing, in the words in which the thing is stored: written into the journal when it
-- happens, compared with it by `fundflow verify`. Moments are seconds since 1970 as text: the same in every time zone.
CREATE VIEW audit.receipt_content WITH (security_invoker = true) AS
SELECT receipt_id, reference, jsonb_build_object('reference', reference, 'sha256', sha256,
    'folder_unit', folder_unit_code, 'name', original_name, 'received_at', extract(epoch FROM received_at)::text
) AS content
FROM quality.receipt;

CREATE VIEW audit.submission_content WITH (security_invoker = true) AS
SELECT submission_id, jsonb_build_object('submission_id', submission_id, 'form', form, 'source_kind', source_kind,
    'unit', unit_code, 'budget_year', budget_year, 'as_of', as_of, 'subject', subject, 'scope', scope,
    'decision_number', decision_number, 'decision_date', decision_date, 'content_hash', content_hash,
    'known_from', extract(epoch FROM known_from)::text
) AS content
FROM core.submission;

CREATE VIEW audit.supersession_content WITH (security_invoker = true) AS
SELECT superseded_id, jsonb_build_object('superseded_id', superseded_id, 'superseding_id', superseding_id,
    'at', extract(epoch FROM superseded_at)::text
) AS content
FROM core.supersession;

-- The verdict on a file, with everything that was found in it.
CREATE VIEW audit.verdict_content WITH (security_invoker = true) AS
SELECT file_id, sha256, status, jsonb_build_object('file_id', file_id, 'sha256', sha256, 'told_by', told_by,
    'size_bytes', size_bytes, 'status', status, 'form', form, 'layout', layout, 'source_kind', source_kind,
    'unit', unit_code, 'budget_year', budget_year, 'as_of', as_of, 'decision_number', decision_number,
    'decision_date', decision_date, 'content_hash', content_hash, 'rulebook', rulebook, 'code_version', code_version,
    'rows_read', rows_read, 'rows_loaded', rows_loaded, 'rows_held', rows_held, 'rows_ignored', rows_ignored,
    'findings', found.findings, 'findings_sha256', found.digest
) AS content
FROM quality.file
CROSS JOIN LATERAL (
    SELECT count(*) AS findings, encode(sha256(convert_to(COALESCE(string_agg(
        jsonb_build_array(rule, rule_version, severity, sheet, cell, value, expected, difference_vnd::text, message)::text,
        E'\n' ORDER BY finding_id), ''), 'UTF8')), 'hex') AS digest
    FROM quality.finding WHERE finding.file_id = file.file_id
) AS found;
