-- A report whose disbursements all repeat the unit's report before it: last period's file was sent again under a new date.
--
-- Silent: 1. with fewer than three figures that are not zero; 2. of a correction of the same day.
WITH known AS NOT MATERIALIZED (
    SELECT * FROM staging.known_figures(%(batch_id)s) WHERE measure = 'disbursed' AND source_kind = 'unit_report'
),
report AS (
    SELECT file_id, reporting_unit, budget_year, as_of, is_staged, max(amount) AS largest
    FROM known
    GROUP BY 1, 2, 3, 4, 5
),
reached AS (
    SELECT *, max(largest) OVER (
            PARTITION BY reporting_unit, budget_year ORDER BY as_of ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS largest_before
    FROM report
),
standing_still AS MATERIALIZED (  -- a largest figure above every earlier one cannot be a repetition
    SELECT DISTINCT reporting_unit FROM reached WHERE is_staged AND largest <= largest_before
),
said AS (
    SELECT *, lag(amount) OVER line AS before, lag(as_of) OVER line AS before_on
    FROM known
    WHERE EXISTS (SELECT FROM standing_still) AND reporting_unit IN (SELECT reporting_unit FROM standing_still)
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
