-- A report of an earlier day than one already in force is told so: the tables go on showing the later one.
--
-- Silent: 1. of the latest report; 2. of a correction of the same day; 3. where both come in one batch.
SELECT report.file_id, 'report_older_than_known' AS rule, 'info' AS severity, min(report.sheet) AS sheet, NULL AS cell,
    report.as_of::text AS value, '≥ ' || max(later.as_of) AS expected, NULL::numeric AS difference_vnd,
    format('Đã có báo cáo ngày %%s; báo cáo ngày %%s này chỉ bổ sung lịch sử. Nếu ghi sai ngày số liệu, hãy sửa và gửi lại. / A report as '
        'of %%s is in force; this one of %%s only fills the history. If its day is wrong, mend it and send it again.',
        mart.vi_day(max(later.as_of)), mart.vi_day(report.as_of), max(later.as_of), report.as_of) AS message
FROM staging.figures(%(batch_id)s) AS report
JOIN core.submission AS later ON later.source_kind = 'unit_report' AND later.unit_code = report.reporting_unit
    AND later.budget_year = report.budget_year AND later.as_of > report.as_of
WHERE report.source_kind = 'unit_report'
    AND NOT EXISTS (SELECT FROM core.supersession WHERE superseded_id = later.submission_id)
GROUP BY report.file_id, report.as_of
