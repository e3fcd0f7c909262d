-- Two decisions of one day give money to the same line: one of them may be the other, typed again, and would count twice.
--
-- Decisions add up, unless they bear the same number: then the later file takes the earlier's place. Silent: 1. where the
-- line has one decision of that day.
WITH known AS (
    SELECT * FROM staging.figures(%(batch_id)s)
    UNION ALL
    SELECT * FROM staging.figures_in_force(%(batch_id)s)
),
decided AS (
    SELECT * FROM known WHERE source_kind = 'decision' AND measure IN ('allocated', 'adjusted') AND amount <> 0
)
SELECT said.file_id, 'decision_same_day' AS rule, 'warning' AS severity, said.sheet, said.cell, said.value,
    other.amount::text AS expected, said.amount - other.amount AS difference_vnd,
    format('Một quyết định khác cùng ngày %%s đã giao %%s cho dòng này (%%s). Nếu là một quyết định gửi lại, hãy ghi đúng số quyết '
        'định; nếu là hai quyết định thì số vốn được cộng. / Another decision of %%s gives %%s to this line (%%s). If it is '
        'the same decision sent again, state its number; if not, the amounts add up.',
        mart.vi_day(said.as_of), mart.vi_money(other.amount), staging.place(other.file_id, other.sheet, other.cell),
        said.as_of, other.amount, staging.place(other.file_id, other.sheet, other.cell)) AS message
FROM decided AS said
JOIN decided AS other USING (component_code, unit_code, capital_type, budget_year, as_of, measure, money_year_first,
    money_year_last)
WHERE said.is_staged AND said.file_id <> other.file_id
