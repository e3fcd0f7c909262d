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
    SELECT file_id, is_staged, component_code, unit_code, capital_type, budget_year, as_of, measure, money_year_first,
        money_year_last, sum(amount) AS amount, min(sheet) AS sheet, min(cell) AS cell, min(value) AS value
    FROM known
    WHERE source_kind = 'decision' AND measure IN ('allocated', 'adjusted') AND amount <> 0
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
),
followed AS (
    SELECT *, lag(file_id) OVER line AS other_file, lag(amount) OVER line AS other_amount,
        lag(sheet) OVER line AS other_sheet, lag(cell) OVER line AS other_cell
    FROM decided
    WINDOW line AS (
        PARTITION BY component_code, unit_code, capital_type, budget_year, as_of, measure, money_year_first,
            money_year_last
        ORDER BY is_staged, file_id
    )
),
doubled AS (
    SELECT *, staging.place(other_file, other_sheet, other_cell) AS other_at
    FROM followed WHERE is_staged AND other_file IS NOT NULL
)
SELECT file_id, 'decision_same_day' AS rule, 'warning' AS severity, sheet, cell, value, other_amount::text AS expected,
    amount - other_amount AS difference_vnd,
    format('Một quyết định khác cùng ngày %%s đã giao %%s cho dòng này (%%s). Nếu là một quyết định gửi lại, hãy ghi đúng số quyết '
        'định; nếu là hai quyết định thì số vốn được cộng. / Another decision of %%s gives %%s to this line (%%s). If it is '
        'the same decision sent again, state its number; if not, the amounts add up.',
        mart.vi_day(as_of), mart.vi_money(other_amount), other_at, as_of, other_amount, other_at) AS message
FROM doubled
