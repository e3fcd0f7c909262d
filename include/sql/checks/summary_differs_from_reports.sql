-- The province's summary says of a unit what the unit's own report of the same day says.
--
-- Tolerance: ref.authority of the summary. A grouped figure is compared with the sum of the other side's parts. The
-- finding goes to the file that arrives: the summary, or a report that comes after it. Silent: 1. where one is silent.
WITH known AS (
    SELECT * FROM staging.known_figures(%(batch_id)s) WHERE source_kind IN ('unit_report', 'summary')
),
pair AS (
    SELECT whole.file_id AS whole_file, whole.source_kind AS whole_kind, whole.is_staged AS whole_staged,
        whole.sheet AS whole_sheet, whole.cell AS whole_cell, whole.value AS whole_value, whole.amount AS whole_amount,
        whole.measure, part.file_id AS part_file, bool_or(part.is_staged) AS part_staged, min(part.sheet) AS part_sheet,
        min(part.cell) AS part_cell, min(part.value) AS part_value, sum(part.amount) AS part_amount
    FROM known AS whole
    JOIN known AS part USING (component_code, unit_code, capital_type, budget_year, as_of, measure)
    WHERE part.source_kind <> whole.source_kind AND (part.is_staged OR whole.is_staged)
        AND part.money_year_first >= whole.money_year_first AND part.money_year_last <= whole.money_year_last
        AND (whole.source_kind = 'unit_report'
            OR (part.money_year_first, part.money_year_last) <> (whole.money_year_first, whole.money_year_last))
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
),
sided AS (  -- the two sides by their voices
    SELECT measure, whole_file AS report_file, whole_staged AS report_staged, whole_sheet AS report_sheet,
        whole_cell AS report_cell, whole_value AS report_value, whole_amount AS report_amount, part_file AS summary_file,
        part_staged AS summary_staged, part_sheet AS summary_sheet, part_cell AS summary_cell, part_value AS summary_value,
        part_amount AS summary_amount
    FROM pair WHERE whole_kind = 'unit_report'
    UNION ALL
    SELECT measure, part_file, part_staged, part_sheet, part_cell, part_value, part_amount, whole_file, whole_staged,
        whole_sheet, whole_cell, whole_value, whole_amount
    FROM pair WHERE whole_kind = 'summary'
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
FROM sided
LEFT JOIN ref.authority ON authority.measure = sided.measure AND authority.source_kind = 'summary'
WHERE abs(summary_amount - report_amount) > COALESCE(tolerance_vnd, 0)
