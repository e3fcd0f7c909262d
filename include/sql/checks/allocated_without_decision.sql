-- A plan that a report names was given by a decision.
--
-- Silent: 1. where no decision up to the report's day speaks of the same project, capital type and year for anybody: then
-- the decisions are not loaded; 2. about plans of zero; 3. where a decision names the unit (allocated_differs_from_decisions).
WITH said AS NOT MATERIALIZED (
    SELECT * FROM staging.figures_of_decisions(%(batch_id)s) WHERE measure IN ('allocated', 'adjusted') AND amount <> 0
),
decision AS MATERIALIZED (
    SELECT DISTINCT component_code, unit_code, capital_type, budget_year, as_of FROM said WHERE source_kind = 'decision'
),
report AS (
    SELECT * FROM said
    WHERE EXISTS (SELECT FROM decision) AND is_staged AND source_kind = 'unit_report' AND measure = 'allocated'
        AND component_code = ANY (ARRAY (SELECT DISTINCT component_code FROM decision))
)
SELECT report.file_id, 'allocated_without_decision' AS rule, 'warning' AS severity, report.sheet, report.cell, report.value,
    '0' AS expected, report.amount AS difference_vnd,
    format('Có kế hoạch %%s nhưng không quyết định nào đã nhận giao vốn dự án này cho %%s. Hãy gửi quyết định còn thiếu hoặc sửa kế '
        'hoạch. / A plan of %%s, but no decision received gives %%s money of this project. Send the missing decision or mend '
        'the plan.',
        mart.vi_money(report.amount), report.unit_code, report.amount, report.unit_code) AS message
FROM report
WHERE EXISTS (
        SELECT FROM decision
        WHERE (decision.component_code, decision.capital_type, decision.budget_year)
            = (report.component_code, report.capital_type, report.budget_year) AND decision.as_of <= report.as_of
    )
    AND NOT EXISTS (
        SELECT FROM decision
        WHERE (decision.component_code, decision.unit_code, decision.capital_type, decision.budget_year)
            = (report.component_code, report.unit_code, report.capital_type, report.budget_year)
    )
