-- A report that restates very much of what was reported for the same day waits for a person before it counts.
--
-- From the sum in decision_policy.csv on (absolute differences, in đồng). Silent: 1. of a first report; 2. where the policy
-- names no sum for this rule; 3. of smaller restatements (restated_figure tells them cell by cell).
WITH moved AS (
    SELECT file_id, min(as_of) AS as_of, count(*) AS figures, sum(abs(COALESCE(amount, 0) - before)) AS difference
    FROM staging.restatements(%(batch_id)s)
    GROUP BY file_id
)
SELECT file_id, 'large_restatement' AS rule, 'error' AS severity, NULL AS sheet, NULL AS cell, figures::text AS value,
    '< ' || least_vnd AS expected, difference AS difference_vnd,
    format('Bản này đính chính %%s số liệu ngày %%s, tổng chênh lệch %%s đồng; bản trước vẫn được dùng cho đến khi có người '
        'xác nhận. Hãy giải trình lý do, hoặc gửi lại nếu nhầm tệp. / This restates %%s figures of %%s by %%s in all; the '
        'version before stays in force until a person confirms. Explain it, or send the right file.',
        figures, mart.vi_day(as_of), mart.vi_money(difference), figures, as_of, difference) AS message
FROM moved JOIN ref.decision_policy ON decision_policy.rule = 'large_restatement'
WHERE difference >= least_vnd
