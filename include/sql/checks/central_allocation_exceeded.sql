-- All decisions of a year together hand out no more central money than the centre gave (NQ 111/2024/QH15: by project until
-- 2023, then by programme). One decision alone is judged by the rule central_allocation_kept.
--
-- Silent: 1. where no confirmed amount of the centre is known; 2. about decisions that do not split the money by level.
WITH decided AS (
    SELECT * FROM staging.figures_of_decisions(%(batch_id)s)
    WHERE source_kind = 'decision' AND budget_level = 'TW' AND measure IN ('allocated', 'adjusted')
        AND EXISTS (SELECT FROM staging.fund_row WHERE batch_id = %(batch_id)s AND source_kind = 'decision')
),
handed_out AS (
    SELECT given.component, given.capital_type, given.budget_year, given.amount_vnd, given.document,
        sum(decided.amount) AS amount, bool_or(is_staged) AS is_staged
    FROM ref.central_allocation AS given
    JOIN decided ON (decided.capital_type, decided.budget_year) = (given.capital_type, given.budget_year)
        AND (decided.component_code = given.component OR starts_with(decided.component_code, given.component || '.'))
    WHERE given.status <> 'OK' AND (given.budget_year < 2024 OR position('.' IN given.component) = 0)
    GROUP BY 1, 2, 3, 4, 5
)
SELECT DISTINCT ON (handed_out.component, handed_out.capital_type, handed_out.budget_year, decided.file_id)
    decided.file_id, 'central_allocation_exceeded' AS rule, 'warning' AS severity, decided.sheet, decided.cell,
    decided.value, '≤ ' || handed_out.amount_vnd AS expected, handed_out.amount - handed_out.amount_vnd AS difference_vnd,
    format('Các quyết định năm %%s đã giao %%s vốn trung ương cho %%s, vượt %%s được giao (%%s). Hãy kiểm tra các quyết định. / The '
        'decisions of %%s hand out %%s of central money for %%s, but %%s was given. Check the decisions.',
        handed_out.budget_year, mart.vi_money(handed_out.amount), handed_out.component, mart.vi_money(amount_vnd), document,
        handed_out.budget_year, handed_out.amount, handed_out.component, amount_vnd) AS message
FROM handed_out
JOIN decided ON (decided.capital_type, decided.budget_year) = (handed_out.capital_type, handed_out.budget_year)
    AND (decided.component_code = handed_out.component OR starts_with(decided.component_code, handed_out.component || '.'))
WHERE decided.is_staged AND handed_out.amount > handed_out.amount_vnd
ORDER BY handed_out.component, handed_out.capital_type, handed_out.budget_year, decided.file_id, decided.amount DESC
