-- Spending since the last report is far beyond the unit's own pace in the year.
--
-- Five times the largest step between two earlier reports of the same year. Silent: 1. with fewer than two earlier steps
-- (the first counts from the year's beginning); 2. where nothing was spent before; 3. of steps under a tenth of all that
-- was spent till now.
WITH unsteady AS MATERIALIZED (  -- other money never rises by twice its mean step
    SELECT money FROM staging.unsteady_money WHERE batch_id = %(batch_id)s
),
said AS (
    SELECT *, amount - COALESCE(lag(amount) OVER line, 0) AS step, row_number() OVER line AS number
    FROM staging.known_figures(%(batch_id)s)
    WHERE measure = 'disbursed' AND source_kind = 'unit_report'
        AND EXISTS (SELECT FROM unsteady) AND money IN (SELECT money FROM unsteady)
    WINDOW line AS (PARTITION BY money, voice ORDER BY as_of)
),
paced AS (
    SELECT *, max(step) OVER (
            PARTITION BY money, voice ORDER BY as_of ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS largest_before
    FROM said
)
SELECT file_id, 'disbursed_jump' AS rule, 'warning' AS severity, sheet, cell, value,
    '≤ ' || amount - step + 5 * largest_before AS expected, step - 5 * largest_before AS difference_vnd,
    format('Giải ngân tăng %%s từ báo cáo trước, gấp hơn 5 lần kỳ tăng lớn nhất trong năm (%%s). Hãy kiểm tra lại số này. / '
        'Spending rose by %%s since the last report, over five times the largest rise of the year (%%s). Check the figure.',
        mart.vi_money(step), mart.vi_money(largest_before), step, largest_before) AS message
FROM paced
WHERE is_staged AND number > 2 AND largest_before > 0 AND step > 5 * largest_before AND step * 10 > amount
