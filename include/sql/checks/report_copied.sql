-- A report whose disbursements all repeat the unit's report before it: last period's file was sent again under a new date.
--
-- Silent: 1. with fewer than three figures that are not zero; 2. of a correction of the same day.
WITH said AS (
    SELECT *, lag(amount) OVER line AS before, lag(as_of) OVER line AS before_on
    FROM staging.known_figures(%(batch_id)s)
    WHERE measure = 'disbursed' AND source_kind = 'unit_report'
    WINDOW line AS (PARTITION BY money, voice ORDER BY as_of)
)
SELECT file_id, 'report_copied' AS rule, 'warning' AS severity, min(sheet) AS sheet, NULL AS cell, NULL AS value,
    NULL AS expected, NULL::numeric AS difference_vnd,
    format('Tất cả %%s số giải ngân đều trùng với báo cáo ngày %%s. Nếu kỳ này không phát sinh, hãy xác nhận; nếu gửi nhầm tệp '
        'kỳ trước, hãy gửi lại. / All %%s disbursement figures repeat the report as of %%s. Confirm that nothing was spent, '
        'or send the right file.',
        count(*), mart.vi_day(max(before_on)), count(*), max(before_on)) AS message
FROM said
WHERE is_staged
GROUP BY file_id
HAVING bool_and(COALESCE(amount = before AND before_on < as_of, false))
    AND count(*) FILTER (WHERE amount <> 0) >= 3
