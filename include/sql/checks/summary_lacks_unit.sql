-- The province's summary holds every unit that reported money of the same programme and capital type for the same day.
--
-- The finding goes to the summary, or to a report that comes after it. Silent: 1. about units that report zeros;
-- 2. where the summary says nothing of that programme and capital type.
WITH said AS NOT MATERIALIZED (
    SELECT *, split_part(component_code, '.', 1) AS programme
    FROM staging.figures_of_days(%(batch_id)s)
    WHERE source_kind IN ('summary', 'unit_report') AND measure IN ('allocated', 'carried_in', 'disbursed')
),
day AS MATERIALIZED (  -- without a summary, or without reports of its day, there is nothing to add up
    SELECT DISTINCT as_of FROM said WHERE source_kind = 'summary'
),
report AS MATERIALIZED (
    SELECT file_id, as_of, programme, capital_type, unit_code, is_staged, min(sheet) AS sheet, sum(amount) AS amount
    FROM said
    WHERE EXISTS (SELECT FROM day) AND source_kind = 'unit_report' AND measure <> 'disbursed'
        AND as_of = ANY (ARRAY (SELECT as_of FROM day))
    GROUP BY 1, 2, 3, 4, 5, 6
    HAVING sum(amount) > 0
),
summary AS (
    SELECT file_id, as_of, programme, capital_type, is_staged, min(sheet) AS sheet, array_agg(DISTINCT unit_code) AS units
    FROM said
    WHERE EXISTS (SELECT FROM report) AND source_kind = 'summary'
    GROUP BY 1, 2, 3, 4, 5
)
SELECT CASE WHEN summary.is_staged THEN summary.file_id ELSE report.file_id END AS file_id,
    'summary_lacks_unit' AS rule, 'warning' AS severity,
    CASE WHEN summary.is_staged THEN summary.sheet ELSE report.sheet END AS sheet, NULL AS cell,
    report.unit_code AS value, NULL AS expected, -report.amount AS difference_vnd,
    format('Biểu tổng hợp %%s, vốn %%s không có %%s, đơn vị đã báo cáo %%s. Hãy bổ sung đơn vị vào biểu tổng hợp. / The summary of '
        '%%s, %%s, lacks %%s, which reported %%s. Add the unit to the summary.',
        programme, capital_type, report.unit_code, mart.vi_money(report.amount),
        programme, capital_type, report.unit_code, report.amount) AS message
FROM summary JOIN report USING (as_of, programme, capital_type)
WHERE (summary.is_staged OR report.is_staged) AND report.unit_code <> ALL (summary.units)
