-- Two decisions of one day give money to the same line: one of them may be the other, typed again, and would count twice.
--
-- Decisions add up, unless they bear the same number: then the later file takes the earlier's place. One finding for each
-- pair of decisions, at the largest amount that they share: they are the same decision or they are not, whatever the line.
-- Silent: 1. where the line has one decision of that day.
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
    SELECT DISTINCT ON (file_id, other_file) *, count(*) OVER pair AS lines,
        count(*) FILTER (WHERE amount = other_amount) OVER pair AS equal_lines, sum(other_amount) OVER pair AS other_total
    FROM followed WHERE is_staged AND other_file IS NOT NULL
    WINDOW pair AS (PARTITION BY file_id, other_file)
    ORDER BY file_id, other_file, abs(amount) DESC, sheet, cell
),
told AS (
    SELECT *, staging.place(other_file, other_sheet, other_cell) AS other_at FROM doubled
)
SELECT file_id, 'decision_same_day' AS rule, 'warning' AS severity, sheet, cell, value, other_amount::text AS expected,
    amount - other_amount AS difference_vnd,
    format('Một quyết định khác cùng ngày %%s cũng giao vốn cho %%s dòng của quyết định này: %%s, trong đó %%s dòng đúng bằng số ở đây '
        '(dòng lớn nhất: %%s, %%s). Nếu là một quyết định gửi lại, hãy ghi đúng số quyết định; nếu là hai quyết định thì số '
        'vốn được cộng. / Another decision of %%s gives money to %%s lines of this one too: %%s, %%s of the lines with the '
        'amount given here (the largest: %%s, %%s). If it is the same decision sent again, state its number; if not, the '
        'amounts add up.',
        mart.vi_day(as_of), lines, mart.vi_money(other_total), equal_lines, mart.vi_money(other_amount), other_at,
        as_of, lines, other_total, equal_lines, other_amount, other_at) AS message
FROM told
