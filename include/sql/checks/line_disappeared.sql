-- Money that a unit reported as spent does not vanish from its next report of the year.
--
-- Silent: 1. of the first report of a year; 2. where the new report says nothing of that programme and capital type at all;
-- 3. about lines that had spent nothing; 4. of a correction of the same day (restated_figure).
WITH said AS (
    SELECT *, split_part(component_code, '.', 1) AS programme
    FROM staging.year_figures(%(batch_id)s) WHERE source_kind = 'unit_report'
),
report AS (
    SELECT DISTINCT file_id, reporting_unit, budget_year, as_of, programme, capital_type, min(sheet) AS sheet
    FROM said WHERE is_staged
    GROUP BY 1, 2, 3, 4, 5, 6
),
report_before AS (
    SELECT report.*, (
        SELECT max(said.as_of) FROM said
        WHERE said.reporting_unit = report.reporting_unit AND said.budget_year = report.budget_year
            AND said.programme = report.programme AND said.capital_type = report.capital_type
            AND said.as_of < report.as_of
    ) AS before_on
    FROM report
),
spent AS (
    SELECT reporting_unit, budget_year, as_of, programme, capital_type, component_code, unit_code, sum(amount) AS amount
    FROM said WHERE measure = 'disbursed'
    GROUP BY 1, 2, 3, 4, 5, 6, 7
    HAVING sum(amount) > 0
)
SELECT report_before.file_id, 'line_disappeared' AS rule, 'warning' AS severity, report_before.sheet, NULL AS cell,
    spent.component_code AS value, spent.amount::text AS expected, -spent.amount AS difference_vnd,
    format('Báo cáo ngày %%s ghi %%s (%%s) đã giải ngân %%s, báo cáo này không còn dòng đó. Hãy bổ sung dòng hoặc giải trình. / '
        'The report as of %%s said that %%s (%%s) had spent %%s; this report lacks the line. Add it or explain.',
        mart.vi_day(before_on), spent.component_code, spent.unit_code, mart.vi_money(spent.amount),
        before_on, spent.component_code, spent.unit_code, spent.amount) AS message
FROM report_before JOIN spent USING (reporting_unit, budget_year, programme, capital_type)
WHERE spent.as_of = report_before.before_on AND NOT EXISTS (
    SELECT FROM said AS still
    WHERE still.is_staged AND still.reporting_unit = report_before.reporting_unit AND still.as_of = report_before.as_of
        AND (still.component_code, still.unit_code, still.capital_type)
            = (spent.component_code, spent.unit_code, spent.capital_type)
)
