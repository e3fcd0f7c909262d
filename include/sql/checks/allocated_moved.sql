-- A plan stays the same from one report of a unit to its next, unless a decision between them changes it.
--
-- Silent: 1. of the first report of a year; 2. of a correction of the same day (restated_figure); 3. where a decision about
-- the line is dated between the two reports.
WITH known AS (
    SELECT * FROM staging.figures_about_units(%(batch_id)s) WHERE measure IN ('allocated', 'adjusted')
),
said AS (
    SELECT file_id, component_code, unit_code, capital_type, budget_year, as_of, is_staged, sum(amount) AS amount,
        min(sheet) AS sheet, min(cell) AS cell, min(value) AS value
    FROM known WHERE source_kind = 'unit_report'
    GROUP BY 1, 2, 3, 4, 5, 6, 7
),
said_before AS (
    SELECT *, lag(amount) OVER line AS before, lag(as_of) OVER line AS before_on
    FROM said
    WINDOW line AS (PARTITION BY component_code, unit_code, capital_type, budget_year ORDER BY as_of)
)
SELECT file_id, 'allocated_moved' AS rule, 'warning' AS severity, sheet, cell, value, before::text AS expected,
    amount - before AS difference_vnd,
    format('Kế hoạch vốn là %%s, báo cáo ngày %%s ghi %%s, mà không có quyết định nào ở giữa. Hãy kiểm tra, hoặc gửi quyết định điều '
        'chỉnh. / The plan is %%s; the report as of %%s said %%s, and no decision lies between. Check it, or send the '
        'decision.',
        mart.vi_money(amount), mart.vi_day(before_on), mart.vi_money(before), amount, before_on, before) AS message
FROM said_before
WHERE is_staged AND amount <> before AND before_on < as_of AND NOT EXISTS (
    SELECT FROM known AS decision
    WHERE decision.source_kind = 'decision' AND decision.as_of > said_before.before_on
        AND decision.as_of <= said_before.as_of
        AND (decision.component_code, decision.unit_code, decision.capital_type, decision.budget_year)
            = (said_before.component_code, said_before.unit_code, said_before.capital_type, said_before.budget_year)
)
