-- A plan or an opening balance that is a thousand times, or a thousandth of, what is known of the same money: the unit of
-- money was mistaken (đồng, nghìn, triệu, tỷ).
--
-- Compared with the decisions, or where none is known with the same voice's last report. Silent: 1. where neither is
-- known; 2. of decisions: later words do not judge them.
WITH known AS NOT MATERIALIZED (
    SELECT * FROM staging.known_figures(%(batch_id)s) WHERE measure IN ('allocated', 'carried_in')
),
decided AS MATERIALIZED (
    SELECT money, sum(amount) AS amount, min(file_id) AS file_id, min(sheet) AS sheet, min(cell) AS cell
    FROM known WHERE source_kind = 'decision'
    GROUP BY money
),
far_apart AS MATERIALIZED (  -- other money needs no sorting
    SELECT money
    FROM (
        SELECT money, amount FROM known WHERE source_kind <> 'decision'
        UNION ALL
        SELECT money, amount FROM decided
    ) AS figure
    GROUP BY money
    HAVING max(amount) >= 999 * min(amount) FILTER (WHERE amount > 0)
),
said AS (
    SELECT *, lag(amount) OVER line AS before, lag(file_id) OVER line AS before_file,
        lag(sheet) OVER line AS before_sheet, lag(cell) OVER line AS before_cell
    FROM known
    WHERE source_kind <> 'decision' AND EXISTS (SELECT FROM far_apart) AND money IN (SELECT money FROM far_apart)
    WINDOW line AS (PARTITION BY money, voice ORDER BY as_of)
),
compared AS (
    SELECT said.*, COALESCE(decided.amount, before) AS other_amount,
        CASE WHEN decided.amount IS NULL THEN staging.place(before_file, before_sheet, before_cell)
            ELSE staging.place(decided.file_id, decided.sheet, decided.cell) END AS other_place
    FROM said LEFT JOIN decided USING (money)
    WHERE is_staged
),
slip AS (
    SELECT * FROM compared
    WHERE amount > 0 AND other_amount > 0
        AND (amount BETWEEN other_amount * 999 AND other_amount * 1001
            OR other_amount BETWEEN amount * 999 AND amount * 1001)
)
SELECT file_id, 'thousandfold_slip' AS rule, 'error' AS severity, sheet, cell, value, other_amount::text AS expected,
    amount - other_amount AS difference_vnd,
    format('Số %%s gấp hoặc kém khoảng 1.000 lần số đã biết %%s (%%s). Hãy kiểm tra đơn vị tính của bảng. / %%s is about a '
        'thousand times more or less than the known %%s (%%s). Check the table''s unit of money.',
        mart.vi_money(amount), mart.vi_money(other_amount), other_place,
        amount, other_amount, other_place) AS message
FROM slip
