-- The province's summary says of a unit what the unit's own report of the same day says.
--
-- Tolerance: ref.authority of the summary. A grouped figure is compared with the sum of the other side's parts. The
-- finding goes to the file that arrives: the summary, or a report that comes after it. Silent: 1. where one is silent.
WITH known AS NOT MATERIALIZED (
    SELECT * FROM staging.known_figures(%(batch_id)s) WHERE source_kind IN ('unit_report', 'summary')
),
told_by_both AS MATERIALIZED (  -- of whom only one speaks, there is nothing to sort
    SELECT unit_code, as_of FROM known WHERE source_kind = 'summary'
    INTERSECT
    SELECT unit_code, as_of FROM known
    WHERE source_kind = 'unit_report' AND EXISTS (SELECT FROM known WHERE source_kind = 'summary')
),
said AS (
    SELECT * FROM known
    WHERE EXISTS (SELECT FROM told_by_both) AND (unit_code, as_of) IN (SELECT unit_code, as_of FROM told_by_both)
),
edge AS (  -- money years that either side gives together are compared together
    SELECT *, COALESCE(money_year_first > max(money_year_last) OVER (
            PARTITION BY component_code, unit_code, capital_type, budget_year, as_of, measure
            ORDER BY money_year_first, money_year_last, file_id, cell ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ), true)::int AS begins
    FROM said
),
numbered AS (
    SELECT *, sum(begins) OVER (
            PARTITION BY component_code, unit_code, capital_type, budget_year, as_of, measure
            ORDER BY money_year_first, money_year_last, file_id, cell ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS years
    FROM edge
),
compared AS (
    SELECT measure, max(file_id) FILTER (WHERE source_kind = 'summary') AS summary_file,
        bool_or(is_staged) FILTER (WHERE source_kind = 'summary') AS summary_staged,
        min(sheet) FILTER (WHERE source_kind = 'summary') AS summary_sheet,
        min(cell) FILTER (WHERE source_kind = 'summary') AS summary_cell,
        min(value) FILTER (WHERE source_kind = 'summary') AS summary_value,
        sum(amount) FILTER (WHERE source_kind = 'summary') AS summary_amount,
        max(file_id) FILTER (WHERE source_kind = 'unit_report') AS report_file,
        min(sheet) FILTER (WHERE source_kind = 'unit_report') AS report_sheet,
        min(cell) FILTER (WHERE source_kind = 'unit_report') AS report_cell,
        min(value) FILTER (WHERE source_kind = 'unit_report') AS report_value,
        sum(amount) FILTER (WHERE source_kind = 'unit_report') AS report_amount
    FROM numbered
    GROUP BY component_code, unit_code, capital_type, budget_year, as_of, measure, years
    HAVING bool_or(is_staged)
)
SELECT CASE WHEN summary_staged THEN summary_file ELSE report_file END AS file_id,
    'summary_differs_from_reports' AS rule, 'warning' AS severity,
    CASE WHEN summary_staged THEN summary_sheet ELSE report_sheet END AS sheet,
    CASE WHEN summary_staged THEN summary_cell ELSE report_cell END AS cell,
    CASE WHEN summary_staged THEN summary_value ELSE report_value END AS value,
    CASE WHEN summary_staged THEN report_amount ELSE summary_amount END::text AS expected,
    CASE WHEN summary_staged THEN summary_amount - report_amount ELSE report_amount - summary_amount END AS difference_vnd,
    format('Biểu tổng hợp ghi %%s (%%s), báo cáo của đơn vị ghi %%s (%%s). Số của đơn vị được dùng; hãy đối chiếu và sửa biểu '
        'sai. / The summary says %%s (%%s), the unit''s own report %%s (%%s). The unit''s figure counts; compare them and '
        'mend the wrong one.',
        mart.vi_money(summary_amount), staging.place(summary_file, summary_sheet, summary_cell),
        mart.vi_money(report_amount), staging.place(report_file, report_sheet, report_cell), summary_amount,
        staging.place(summary_file, summary_sheet, summary_cell), report_amount,
        staging.place(report_file, report_sheet, report_cell)) AS message
FROM compared
LEFT JOIN ref.authority ON authority.measure = compared.measure AND authority.source_kind = 'summary'
WHERE abs(summary_amount - report_amount) > COALESCE(tolerance_vnd, 0)
