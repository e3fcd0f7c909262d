-- Data quality over time: what is found, how often a report is right at first, how long it takes to mend one that is not.
-- Months are those in which a file came, by the clock of Viet Nam. Findings are of the latest judgement of each file.

CREATE VIEW quality.findings_by_month WITH (security_invoker = true) AS
SELECT date_trunc('month', file.first_received_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS month,
    COALESCE(file.unit_code, file.folder_unit_code) AS unit_code, finding.rule, finding.severity,
    count(*) AS findings, count(finding.waived_by) AS waived, count(DISTINCT finding.file_id) AS files
FROM quality.finding
JOIN quality.file USING (file_id)
WHERE NOT finding.on_trial AND finding.severity <> 'info'
GROUP BY 1, 2, 3, 4;
COMMENT ON VIEW quality.findings_by_month IS 'Lỗi, cảnh báo theo luật, đơn vị, tháng. / Errors and warnings by rule, unit and month.';
COMMENT ON COLUMN quality.findings_by_month.month IS 'Tháng nhận tệp (ngày đầu tháng). / Month in which the file came.';
COMMENT ON COLUMN quality.findings_by_month.unit_code IS 'Đơn vị gửi. / Sender.';
COMMENT ON COLUMN quality.findings_by_month.rule IS 'Mã luật. / The rule.';
COMMENT ON COLUMN quality.findings_by_month.severity IS 'error: lỗi, warning: cảnh báo. / Severity.';
COMMENT ON COLUMN quality.findings_by_month.findings IS 'Số phát hiện. / Findings.';
COMMENT ON COLUMN quality.findings_by_month.waived IS 'Trong đó được miễn. / Those under a waiver.';
COMMENT ON COLUMN quality.findings_by_month.files IS 'Trong bao nhiêu tệp. / In how many files.';

-- A report: what a re-submission replaces (quality.file.subject). Of a file that could not be read as far as to know
-- that, nobody can say which report it was: it is a report of its own, right or wrong at its first and only try.
CREATE VIEW quality.report_tries WITH (security_invoker = true) AS
WITH judged AS (
    SELECT file_id, COALESCE(subject, 'file ' || file_id) AS report, form, as_of, first_received_at,
        COALESCE(unit_code, folder_unit_code) AS unit_code,
        NOT EXISTS (
            SELECT FROM quality.finding
            WHERE finding.file_id = file.file_id AND finding.severity = 'error' AND NOT finding.on_trial
        ) AS passed,
        status <> 'rejected' AS stands
    FROM quality.file
    WHERE status IN ('staged', 'accepted', 'unchanged', 'rejected')
)
SELECT report, (array_agg(unit_code ORDER BY file_id))[1] AS unit_code, (array_agg(form ORDER BY file_id))[1] AS form,
    (array_agg(as_of ORDER BY file_id))[1] AS as_of,
    date_trunc('month', min(first_received_at) AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS month,
    count(*) AS files, (array_agg(passed ORDER BY file_id))[1] AS passed_at_first,
    min(first_received_at) FILTER (WHERE NOT passed) AS first_rejected_at,
    min(first_received_at) FILTER (WHERE stands AND file_id >= first_rejected_file) AS mended_at,
    round(extract(epoch FROM min(first_received_at) FILTER (WHERE stands AND file_id >= first_rejected_file)
        - min(first_received_at) FILTER (WHERE NOT passed)) / 86400, 1) AS days_to_mend
FROM (
    SELECT *, min(file_id) FILTER (WHERE NOT passed) OVER (PARTITION BY report) AS first_rejected_file FROM judged
) AS known
GROUP BY report;
COMMENT ON VIEW quality.report_tries IS 'Mỗi báo cáo: đúng ngay lần đầu không, sửa mất bao lâu. / Each report: was it right at first, how long did it take to mend.';
COMMENT ON COLUMN quality.report_tries.report IS 'Báo cáo nào (quality.file.subject). / Which report.';
COMMENT ON COLUMN quality.report_tries.unit_code IS 'Đơn vị gửi. / Sender.';
COMMENT ON COLUMN quality.report_tries.form IS 'Biểu mẫu. / Form.';
COMMENT ON COLUMN quality.report_tries.as_of IS 'Số liệu đến ngày. / The day it speaks of.';
COMMENT ON COLUMN quality.report_tries.month IS 'Tháng nhận tệp đầu tiên (ngày đầu tháng). / Month in which its first file came.';
COMMENT ON COLUMN quality.report_tries.files IS 'Số lần gửi. / Files that were sent for it.';
COMMENT ON COLUMN quality.report_tries.passed_at_first IS 'Tệp đầu tiên không có lỗi. / Its first file had no error.';
COMMENT ON COLUMN quality.report_tries.first_rejected_at IS 'Nhận tệp có lỗi đầu tiên. / When its first file with errors came.';
COMMENT ON COLUMN quality.report_tries.mended_at IS 'Nhận bản được chấp nhận (hoặc bản được miễn lỗi); trống: chưa sửa. / When the version that stands came; null: not yet.';
COMMENT ON COLUMN quality.report_tries.days_to_mend IS 'Số ngày từ tệp có lỗi đến bản được chấp nhận; 0: được miễn. / Days between them; 0 where it was waived.';
