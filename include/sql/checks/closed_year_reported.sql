-- A report about a year that the unit has already closed (form 04-SDKP/ĐVDT) is called out: its figures come after the end.
--
-- Silent: 1. where the unit has not closed the year; 2. where both come in one batch.
SELECT report.file_id, 'closed_year_reported' AS rule, 'warning' AS severity, min(report.sheet) AS sheet, NULL AS cell,
    report.as_of::text AS value, NULL AS expected, NULL::numeric AS difference_vnd,
    format('Năm %%s đã được đơn vị đối chiếu số dư đến %%s, nay lại có báo cáo ngày %%s. Hãy xác nhận; nếu số đã đổi, hãy gửi lại mẫu '
        '04-SDKP. / The unit closed %%s as of %%s; now a report as of %%s arrives. Confirm it; if figures changed, send form '
        '04-SDKP again.',
        report.budget_year, mart.vi_day(max(closing.as_of)), mart.vi_day(report.as_of),
        report.budget_year, max(closing.as_of), report.as_of) AS message
FROM staging.figures(%(batch_id)s) AS report
JOIN core.submission AS closing ON closing.source_kind = 'carryover_form' AND closing.unit_code = report.reporting_unit
    AND closing.budget_year = report.budget_year
WHERE report.source_kind = 'unit_report'
    AND NOT EXISTS (SELECT FROM core.supersession WHERE superseded_id = closing.submission_id)
GROUP BY report.file_id, report.budget_year, report.as_of
