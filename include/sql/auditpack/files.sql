-- The workbooks that the cells stand in, and every earlier or later version of what they say, with the rules that judged
-- them.
SELECT file.file_id, receipt.reference, receipt.original_name, receipt.folder_unit_code, receipt.received_at, file.status,
    file.form, file.unit_code, file.as_of, file.decision_number, file.decision_date, file.rows_read, file.rows_loaded,
    file.sha256, file.rulebook, file.code_version, submission.known_from, supersession.superseding_id,
    supersession.superseded_at
FROM quality.file
JOIN core.submission ON submission.submission_id = file.file_id
JOIN LATERAL (
    SELECT * FROM quality.receipt WHERE receipt.file_id = file.file_id ORDER BY receipt_id LIMIT 1
) AS receipt ON true
LEFT JOIN core.supersession ON superseded_id = file.file_id AND superseded_at <= %(known_at)s::timestamptz
WHERE submission.known_from <= %(known_at)s::timestamptz AND submission.subject IN (
    SELECT said.subject FROM core.submission AS said WHERE said.submission_id = ANY (%(files)s::bigint[])
)
ORDER BY file.file_id
