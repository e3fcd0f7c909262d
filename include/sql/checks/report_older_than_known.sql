-- A report of an earlier day than one already in force is told so: the tables go on showing the later one.
--
-- Silent: 1. of the latest report; 2. of a correction of the same day; 3. where both come in one batch.
WITH report AS (
    SELECT file_id, reporting_unit, budget_year, as_of, min(sheet) AS sheet
    FROM staging.figures(%(batch_id)s)
    WHERE source_kind = 'unit_report'
    GROUP BY 1, 2, 3, 4
)
SELECT report.file_id, 'report_older_than_known' AS rule, 'info' AS severity, report.sheet, NULL AS cell,
    report.as_of::text AS value, '≥ ' || max(later.as_of) AS expected, NULL::numeric AS difference_vnd,
    format('Đã có báo cáo ngày %%s; báo cáo ngày %%s này chỉ bổ sung lịch sử. Nếu ghi sai ngày số liệu, hãy sửa và gửi lại. / A report as '
        'of %%s is in force; this one of %%s only fills the history. If its day is wrong, mend it and send it again.',
        mart.vi_day(max(later.as_of)), mart.vi_day(report.as_of), max(later.as_of), report.as_of) AS message
FROM report
JOIN core.submission AS later ON later.source_kind = 'unit_report' AND later.unit_code = report.reporting_unit
    AND later.budget_year = report.budget_year AND later.as_of > report.as_of
WHERE NOT EXISTS (SELECT FROM core.supersession WHERE superseded_id = later.submission_id)
GROUP BY report.file_id, report.sheet, report.as_of
