-- A plan or an opening balance that is a thousand times, or a thousandth of, what is known of the same money: the unit of
-- money was mistaken (đồng, nghìn, triệu, tỷ).
--
-- Compared with decisions and with the same unit's earlier reports. Silent: 1. where nothing is known; 2. where a
-- decision agrees with the figure; 3. of decisions: later words do not judge them.
WITH known AS (
    SELECT * FROM staging.known_figures(%(batch_id)s) WHERE measure IN ('allocated', 'carried_in') AND amount > 0
),
pair AS (
    SELECT said.file_id, said.sheet, said.cell, said.value, said.amount, other.amount AS other_amount,
        other.source_kind = 'decision' AND abs(said.amount - other.amount) <= other.amount / 100 AS is_confirmed,
        said.amount BETWEEN other.amount * 999 AND other.amount * 1001
            OR other.amount BETWEEN said.amount * 999 AND said.amount * 1001 AS is_slip,
        other.file_id AS other_file, other.sheet AS other_sheet, other.cell AS other_cell, other.as_of AS other_day
    FROM known AS said
    JOIN known AS other USING (component_code, unit_code, capital_type, budget_year, measure, money_year_first,
        money_year_last)
    WHERE said.is_staged AND said.source_kind <> 'decision' AND other.file_id <> said.file_id
        AND (other.source_kind = 'decision' OR (other.as_of < said.as_of AND other.source_kind = said.source_kind))
),
slip AS (
    SELECT DISTINCT ON (file_id, sheet, cell) *
    FROM pair
    WHERE is_slip AND NOT EXISTS (
        SELECT FROM pair AS agreeing
        WHERE agreeing.is_confirmed AND (agreeing.file_id, agreeing.sheet, agreeing.cell) = (pair.file_id, pair.sheet,
            pair.cell)
    )
    ORDER BY file_id, sheet, cell, other_day DESC
)
SELECT file_id, 'thousandfold_slip' AS rule, 'error' AS severity, sheet, cell, value, other_amount::text AS expected,
    amount - other_amount AS difference_vnd,
    format('Số %%s gấp hoặc kém khoảng 1.000 lần số đã biết %%s (%%s). Hãy kiểm tra đơn vị tính của bảng. / %%s is about a '
        'thousand times more or less than the known %%s (%%s). Check the table''s unit of money.',
        mart.vi_money(amount), mart.vi_money(other_amount), staging.place(other_file, other_sheet, other_cell),
        amount, other_amount, staging.place(other_file, other_sheet, other_cell)) AS message
FROM slip
