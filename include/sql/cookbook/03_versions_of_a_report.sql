-- Ai đã thay đổi báo cáo này, bao nhiêu lần? / Who changed this report, and how often?
--
-- VI: Mọi phiên bản của một báo cáo đã được nhận, theo thứ tự kho biết đến, và phiên bản nào thay phiên bản nào.
-- EN: Every accepted version of a report in the order in which the warehouse came to know it, and which replaced which.
--
-- unit: 42.440 (đơn vị báo cáo / the unit that reports)
-- form: disbursement (biểu mẫu / form)
-- period: 2023-09-30 (kỳ báo cáo / the day that the report speaks of)
SELECT row_number() OVER (ORDER BY submission.known_from, submission.submission_id) AS version,
    receipt.original_name AS workbook, receipt.folder_unit_code AS folder, submission.known_from, file.rows_loaded,
    submission.source_kind, said.disbursed_vnd, supersession.superseding_id IS NULL AS in_force, supersession.superseded_at,
    left(file.sha256, 12) AS sha256_begins
FROM core.submission
JOIN quality.file ON file.file_id = submission.submission_id
LEFT JOIN core.supersession ON supersession.superseded_id = submission.submission_id
LEFT JOIN LATERAL (
    SELECT original_name, folder_unit_code FROM quality.receipt
    WHERE receipt.file_id = file.file_id ORDER BY receipt_id LIMIT 1
) AS receipt ON true
LEFT JOIN LATERAL (
    SELECT sum(amount) AS disbursed_vnd FROM core.fact
    WHERE fact.submission_id = submission.submission_id AND measure = 'disbursed'
) AS said ON true
WHERE submission.unit_code = %(unit)s AND submission.as_of = %(period)s::date AND submission.form = %(form)s
ORDER BY version
