-- What the checks across files compare a batch with: as little of the warehouse as each needs.

DROP FUNCTION staging.year_figures(bigint);

-- Every figure in force, whoever said it.
CREATE VIEW staging.figure_in_force WITH (security_invoker = true) AS
SELECT fact.submission_id AS file_id, fact.source_kind, submission.unit_code AS reporting_unit, fact.budget_year, fact.as_of,
    component_code, fact.unit_code, capital_type, budget_level, money_year_first, money_year_last, measure, amount, sheet,
    cell, raw_text AS value, note, false AS is_staged
FROM core.fact JOIN core.submission USING (submission_id)
WHERE NOT EXISTS (SELECT FROM core.supersession WHERE superseded_id = fact.submission_id);

-- Those of the keys that the batch speaks of.
CREATE OR REPLACE FUNCTION staging.figures_in_force(batch_id bigint) RETURNS SETOF staging.figure LANGUAGE sql STABLE AS $$
    SELECT * FROM staging.figure_in_force
    WHERE (unit_code, component_code, capital_type) IN (
        SELECT fund_row.unit_code, fund_row.component_code, fund_row.capital_type
        FROM staging.fund_row WHERE fund_row.batch_id = $1
    )
$$;

-- Every figure that stays in force once the batch is in: without those of a report whose place a file of the batch takes.
-- Decisions of one day stand side by side.
CREATE FUNCTION staging.figures_that_stay(batch_id bigint) RETURNS SETOF staging.figure LANGUAGE sql STABLE AS $$
    SELECT * FROM staging.figure_in_force
    WHERE (source_kind, reporting_unit, as_of, split_part(component_code, '.', 1), capital_type, unit_code) NOT IN (
        SELECT source_kind, reporting_unit, as_of, split_part(component_code, '.', 1), capital_type, unit_code
        FROM staging.fund_row
        WHERE fund_row.batch_id = $1 AND source_kind <> 'decision'
    )
$$;

-- The figures of the batch beside those that a check across files compares them with; each check asks for as little of
-- the warehouse as it needs. About the units that the batch speaks of, in its budget years:
CREATE FUNCTION staging.figures_about_units(batch_id bigint) RETURNS SETOF staging.figure LANGUAGE sql STABLE AS $$
    SELECT * FROM staging.figures($1)
    UNION ALL
    SELECT * FROM staging.figures_that_stay($1)
    WHERE (unit_code, budget_year) IN (
        SELECT fund_row.unit_code, fund_row.budget_year FROM staging.fund_row WHERE fund_row.batch_id = $1
    )
$$;

-- Said by the units that report in the batch, in its budget years:
CREATE FUNCTION staging.figures_of_reporters(batch_id bigint) RETURNS SETOF staging.figure LANGUAGE sql STABLE AS $$
    SELECT * FROM staging.figures($1)
    UNION ALL
    SELECT figure.*
    FROM core.submission JOIN staging.figures_that_stay($1) AS figure ON figure.file_id = submission.submission_id
    WHERE (submission.unit_code, submission.budget_year) IN (
        SELECT fund_row.reporting_unit, fund_row.budget_year FROM staging.fund_row WHERE fund_row.batch_id = $1
    )
$$;

-- Said by anybody about the days that the batch speaks of:
CREATE FUNCTION staging.figures_of_days(batch_id bigint) RETURNS SETOF staging.figure LANGUAGE sql STABLE AS $$
    SELECT * FROM staging.figures($1)
    UNION ALL
    SELECT figure.*
    FROM core.submission JOIN staging.figures_that_stay($1) AS figure ON figure.file_id = submission.submission_id
    WHERE submission.source_kind IN ('summary', 'unit_report') AND submission.as_of IN (
        SELECT fund_row.as_of FROM staging.fund_row WHERE fund_row.batch_id = $1
    )
$$;

-- Given to anybody by the decisions of the batch's budget years:
CREATE FUNCTION staging.figures_of_decisions(batch_id bigint) RETURNS SETOF staging.figure LANGUAGE sql STABLE AS $$
    SELECT * FROM staging.figures($1)
    UNION ALL
    SELECT figure.*
    FROM core.submission JOIN staging.figures_that_stay($1) AS figure ON figure.file_id = submission.submission_id
    WHERE submission.source_kind = 'decision' AND submission.budget_year IN (
        SELECT fund_row.budget_year FROM staging.fund_row WHERE fund_row.batch_id = $1
    )
$$;

COMMENT ON VIEW staging.figure_in_force IS 'Mọi số đang có hiệu lực, do ai nói: để đối chiếu lô đang xét. / Every figure in force, whoever said it: what a batch is compared with.';
COMMENT ON COLUMN staging.figure_in_force.file_id IS 'Số của tệp (quality.file). / Number of the file (quality.file).';
COMMENT ON COLUMN staging.figure_in_force.source_kind IS 'Ai nói: unit_report, summary, decision, carryover_form, treasury, disclosure. / Voice: unit_report, summary, decision, carryover_form, treasury, disclosure.';
COMMENT ON COLUMN staging.figure_in_force.reporting_unit IS 'Đơn vị lập báo cáo. / Unit that reports.';
COMMENT ON COLUMN staging.figure_in_force.budget_year IS 'Năm ngân sách: năm chi. / Budget year: the year of execution.';
COMMENT ON COLUMN staging.figure_in_force.as_of IS 'Số liệu đến ngày. / The day that the figures speak of.';
COMMENT ON COLUMN staging.figure_in_force.component_code IS 'Mã dự án, tiểu dự án (ref.component). / Programme, project or sub-project (ref.component).';
COMMENT ON COLUMN staging.figure_in_force.unit_code IS 'Mã đơn vị (ref.unit). / Unit (ref.unit).';
COMMENT ON COLUMN staging.figure_in_force.capital_type IS 'Loại vốn: SN sự nghiệp, DTPT đầu tư phát triển. / Capital type: SN recurrent, DTPT investment.';
COMMENT ON COLUMN staging.figure_in_force.budget_level IS 'Cấp ngân sách (ref.budget_level); trống: nguồn không tách. / Whose budget (ref.budget_level); null: the source does not split it.';
COMMENT ON COLUMN staging.figure_in_force.money_year_first IS 'Năm vốn, năm đầu. / First year whose budget gave the money.';
COMMENT ON COLUMN staging.figure_in_force.money_year_last IS 'Năm vốn, năm cuối; khác năm đầu khi báo cáo gộp nhiều năm. / Last money year; not the first one where a report groups years.';
COMMENT ON COLUMN staging.figure_in_force.measure IS 'Chỉ tiêu: allocated, adjusted, carried_in, disbursed, advance, cancelled, returned, carried_out, estimate. / Measure: allocated, adjusted, carried_in, disbursed, advance, cancelled, returned, carried_out, estimate.';
COMMENT ON COLUMN staging.figure_in_force.amount IS 'Số tiền, đơn vị tiền tệ gốc (đồng). / Amount in whole units of the currency (đồng).';
COMMENT ON COLUMN staging.figure_in_force.sheet IS 'Trang tính. / Sheet.';
COMMENT ON COLUMN staging.figure_in_force.cell IS 'Ô trong trang tính. / Cell of the sheet.';
COMMENT ON COLUMN staging.figure_in_force.value IS 'Nguyên văn trong ô. / The cell''s text as it was written.';
COMMENT ON COLUMN staging.figure_in_force.note IS 'Ghi chú trong báo cáo. / The report''s note.';
COMMENT ON COLUMN staging.figure_in_force.is_staged IS 'Số của lô đang xét; ở đây luôn là không. / Of the batch that is being checked; never so here.';
