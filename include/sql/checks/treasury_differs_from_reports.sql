-- What the Treasury paid out and brought forward for a unit is what the unit's own report of the same day says.
--
-- The Treasury knows projects, not sub-projects, and lumps the years of carried money together: the report's sub-projects and
-- money years are added up. Tolerance: ref.authority of the Treasury. The finding goes to the file that arrives. Silent:
-- 1. where one of the two says nothing of the project that day; 2. about allocations: the Treasury's are those of
-- 1 January, a report's those of its day.
WITH known AS NOT MATERIALIZED (
    SELECT * FROM staging.figures_about_units(%(batch_id)s)
    WHERE source_kind IN ('treasury', 'unit_report') AND measure IN ('carried_in', 'disbursed', 'advance')
),
day AS MATERIALIZED (  -- without the Treasury's word there is nothing to add up
    SELECT DISTINCT as_of FROM known WHERE source_kind = 'treasury'
),
figure AS (
    SELECT known.*, COALESCE(project_code, code) AS project_code
    FROM known JOIN mart.component_tree ON code = component_code
    WHERE EXISTS (SELECT FROM day) AND as_of = ANY (ARRAY (SELECT as_of FROM day))
),
compared AS (
    SELECT project_code, measure, max(file_id) FILTER (WHERE source_kind = 'treasury') AS treasury_file,
        bool_or(is_staged) FILTER (WHERE source_kind = 'treasury') AS treasury_staged,
        min(sheet) FILTER (WHERE source_kind = 'treasury') AS treasury_sheet,
        min(cell) FILTER (WHERE source_kind = 'treasury') AS treasury_cell,
        min(value) FILTER (WHERE source_kind = 'treasury') AS treasury_value,
        sum(amount) FILTER (WHERE source_kind = 'treasury') AS treasury_amount,
        max(file_id) FILTER (WHERE source_kind = 'unit_report') AS report_file,
        min(sheet) FILTER (WHERE source_kind = 'unit_report') AS report_sheet,
        min(cell) FILTER (WHERE source_kind = 'unit_report') AS report_cell,
        min(value) FILTER (WHERE source_kind = 'unit_report') AS report_value,
        sum(amount) FILTER (WHERE source_kind = 'unit_report') AS report_amount
    FROM figure
    GROUP BY project_code, unit_code, capital_type, budget_year, as_of, measure
    HAVING bool_or(is_staged)
)
SELECT CASE WHEN treasury_staged THEN treasury_file ELSE report_file END AS file_id,
    'treasury_differs_from_reports' AS rule, 'warning' AS severity,
    CASE WHEN treasury_staged THEN treasury_sheet ELSE report_sheet END AS sheet,
    CASE WHEN treasury_staged THEN treasury_cell ELSE report_cell END AS cell,
    CASE WHEN treasury_staged THEN treasury_value ELSE report_value END AS value,
    CASE WHEN treasury_staged THEN report_amount ELSE treasury_amount END::text AS expected,
    CASE WHEN treasury_staged THEN treasury_amount - report_amount ELSE report_amount - treasury_amount END AS difference_vnd,
    format('%%s: đối chiếu với Kho bạc ghi %%s (%%s), báo cáo của đơn vị cộng được %%s (từ %%s). Hãy đối chiếu chứng từ với Kho bạc '
        'và sửa biểu sai. / %%s: the Treasury''s reconciliation says %%s (%%s), the unit''s report adds up to %%s (from %%s). '
        'Reconcile with the Treasury and mend the wrong one.',
        project_code, mart.vi_money(treasury_amount), staging.place(treasury_file, treasury_sheet, treasury_cell),
        mart.vi_money(report_amount), staging.place(report_file, report_sheet, report_cell), project_code, treasury_amount,
        staging.place(treasury_file, treasury_sheet, treasury_cell), report_amount,
        staging.place(report_file, report_sheet, report_cell)) AS message
FROM compared
LEFT JOIN ref.authority ON authority.measure = compared.measure AND authority.source_kind = 'treasury'
WHERE abs(treasury_amount - report_amount) > COALESCE(tolerance_vnd, 0)
