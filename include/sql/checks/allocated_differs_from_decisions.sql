-- What a report says was allocated and adjusted equals the sum of the decisions up to its day.
--
-- Tolerance: ref.authority for the voice. Silent: 1. where no decision up to that day is known for the line.
WITH known AS (
    SELECT * FROM staging.known_figures(%(batch_id)s) WHERE measure IN ('allocated', 'adjusted')
),
report AS (
    SELECT file_id, source_kind, component_code, unit_code, capital_type, budget_year, money_year_first, money_year_last,
        as_of, sum(amount) AS amount, min(sheet) AS sheet, min(cell) AS cell, min(value) AS value
    FROM known WHERE is_staged AND source_kind IN ('unit_report', 'summary', 'treasury')
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
),
compared AS (
    SELECT report.file_id, report.source_kind, report.sheet, report.cell, report.value, report.as_of, report.amount,
        sum(decision.amount) AS decided,
        string_agg(staging.place(decision.file_id, decision.sheet, decision.cell), '; ' ORDER BY decision.as_of) AS places
    FROM report JOIN known AS decision USING (component_code, unit_code, capital_type, budget_year, money_year_first,
        money_year_last)
    WHERE decision.source_kind = 'decision' AND decision.as_of <= report.as_of
    GROUP BY 1, 2, 3, 4, 5, 6, 7
)
SELECT file_id, 'allocated_differs_from_decisions' AS rule, 'warning' AS severity, sheet, cell, value,
    decided::text AS expected, amount - decided AS difference_vnd,
    format('Kế hoạch vốn %%s khác tổng các quyết định giao %%s (%%s). Hãy đối chiếu với quyết định hoặc gửi quyết định còn '
        'thiếu. / The plan of %%s differs from the sum of the decisions, %%s (%%s). Compare with the decisions, or send '
        'the one that is missing.',
        mart.vi_money(amount), mart.vi_money(decided), places, amount, decided, places) AS message
FROM compared
LEFT JOIN ref.authority ON authority.measure = 'allocated' AND authority.source_kind = compared.source_kind
WHERE abs(amount - decided) > COALESCE(tolerance_vnd, 0)
