-- What the checks across files compare a batch with is gathered once per batch, not once per check.

-- Which money a figure speaks of, and who speaks, in one word each: sorting by these costs half of sorting by their parts.
CREATE FUNCTION staging.money_of(
    unit_code text, component_code text, capital_type text, budget_year int, money_year_first int, money_year_last int,
    measure text
) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT concat_ws('|', unit_code, component_code, capital_type, budget_year, money_year_first, money_year_last, measure)
$$;
CREATE FUNCTION staging.voice_of(source_kind text, reporting_unit text, budget_level text) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT concat_ws('|', source_kind, reporting_unit, budget_level)
$$;

ALTER TYPE staging.figure ADD ATTRIBUTE money text, ADD ATTRIBUTE voice text;

-- The figures of the batch.
CREATE OR REPLACE FUNCTION staging.figures(batch_id bigint) RETURNS SETOF staging.figure LANGUAGE sql STABLE AS $$
    SELECT file_id, source_kind, reporting_unit, budget_year, as_of, component_code, unit_code, capital_type, budget_level,
        money_year_first, money_year_last, measure, amount, sheet, cell, raw_text, note, true,
        staging.money_of(unit_code, component_code, capital_type, budget_year, money_year_first, money_year_last, measure),
        staging.voice_of(source_kind, reporting_unit, budget_level)
    FROM staging.fund_row
    WHERE fund_row.batch_id = $1
$$;

-- Every figure in force, whoever said it.
CREATE OR REPLACE VIEW staging.figure_in_force WITH (security_invoker = true) AS
SELECT fact.submission_id AS file_id, fact.source_kind, submission.unit_code AS reporting_unit, fact.budget_year, fact.as_of,
    component_code, fact.unit_code, capital_type, budget_level, money_year_first, money_year_last, measure, amount, sheet,
    cell, raw_text AS value, note, false AS is_staged,
    staging.money_of(fact.unit_code, component_code, capital_type, fact.budget_year, money_year_first, money_year_last,
        measure) AS money,
    staging.voice_of(fact.source_kind, submission.unit_code, budget_level) AS voice
FROM core.fact JOIN core.submission USING (submission_id)
WHERE NOT EXISTS (SELECT FROM core.supersession WHERE superseded_id = fact.submission_id);

-- The figures in force that a batch is compared with: about its units in its budget years, and what they closed the year
-- before with. staging/gather_known.sql fills it before the checks and staging/forget_known.sql empties it after them, in
-- one transaction: nobody else ever sees a row.
CREATE UNLOGGED TABLE staging.known_figure (
    file_id bigint, source_kind text, reporting_unit text, budget_year int, as_of date, component_code text,
    unit_code text, capital_type text, budget_level text, money_year_first int, money_year_last int, measure text,
    amount numeric, sheet text, cell text, value text, note text, is_staged boolean, money text, voice text, batch_id bigint,
    is_said_again boolean, is_replaced boolean
);

-- Those of the batch.
CREATE OR REPLACE FUNCTION staging.figures_in_force(batch_id bigint) RETURNS SETOF staging.figure LANGUAGE sql STABLE AS $$
    SELECT file_id, source_kind, reporting_unit, budget_year, as_of, component_code, unit_code, capital_type, budget_level,
        money_year_first, money_year_last, measure, amount, sheet, cell, value, note, is_staged, money, voice
    FROM staging.known_figure
    WHERE known_figure.batch_id = $1
$$;

-- All that will be said once the batch is in: without the figures whose place a file of the batch takes, which is one of
-- the same voice about the same day and key.
CREATE OR REPLACE FUNCTION staging.known_figures(batch_id bigint) RETURNS SETOF staging.figure LANGUAGE sql STABLE AS $$
    SELECT * FROM staging.figures($1)
    UNION ALL
    SELECT file_id, source_kind, reporting_unit, budget_year, as_of, component_code, unit_code, capital_type, budget_level,
        money_year_first, money_year_last, measure, amount, sheet, cell, value, note, is_staged, money, voice
    FROM staging.known_figure
    WHERE known_figure.batch_id = $1 AND NOT is_said_again
$$;

-- The same without all that the batch's reports replace: what they leave out of their programme and unit, too.
CREATE OR REPLACE FUNCTION staging.figures_about_units(batch_id bigint) RETURNS SETOF staging.figure
LANGUAGE sql STABLE AS $$
    SELECT * FROM staging.figures($1)
    UNION ALL
    SELECT file_id, source_kind, reporting_unit, budget_year, as_of, component_code, unit_code, capital_type, budget_level,
        money_year_first, money_year_last, measure, amount, sheet, cell, value, note, is_staged, money, voice
    FROM staging.known_figure
    WHERE known_figure.batch_id = $1 AND NOT is_replaced
$$;

-- What a batch restates: figures that differ from what the same voice has already reported for the same day, also where
-- the new file leaves them out.
CREATE OR REPLACE FUNCTION staging.restatements(batch_id bigint) RETURNS TABLE (
    file_id bigint, as_of date, sheet text, cell text, value text, amount numeric, before numeric, before_at text
) LANGUAGE sql STABLE AS $$
    WITH reported AS MATERIALIZED (
        SELECT figure.*
        FROM core.submission JOIN staging.figure_in_force AS figure ON figure.file_id = submission.submission_id
        WHERE (submission.source_kind, submission.unit_code, submission.as_of) IN (
            SELECT source_kind, reporting_unit, fund_row.as_of FROM staging.fund_row WHERE fund_row.batch_id = $1
        )
    ),
    figure AS (
        SELECT * FROM reported
        UNION ALL
        SELECT * FROM staging.figures($1) WHERE EXISTS (SELECT FROM reported)
    ),
    said AS (
        SELECT *, max(file_id) FILTER (WHERE is_staged) OVER (
                PARTITION BY source_kind, reporting_unit, as_of, component_code, unit_code, capital_type
            ) AS newer_file
        FROM figure
    ),
    compared AS (
        SELECT newer_file, as_of, min(sheet) FILTER (WHERE is_staged) AS sheet, min(cell) FILTER (WHERE is_staged) AS cell,
            min(value) FILTER (WHERE is_staged) AS value, sum(amount) FILTER (WHERE file_id = newer_file) AS amount,
            sum(amount) FILTER (WHERE NOT is_staged) AS before, max(file_id) FILTER (WHERE NOT is_staged) AS before_file,
            min(sheet) FILTER (WHERE NOT is_staged) AS before_sheet, min(cell) FILTER (WHERE NOT is_staged) AS before_cell
        FROM said
        WHERE newer_file IS NOT NULL
        GROUP BY newer_file, source_kind, reporting_unit, as_of, component_code, unit_code, capital_type, budget_level,
            measure, money_year_first, money_year_last
    )
    SELECT newer_file, as_of, sheet, cell, value, amount, before, staging.place(before_file, before_sheet, before_cell)
    FROM compared
    WHERE before IS NOT NULL AND amount IS DISTINCT FROM before
$$;

-- The sizes and values of what was just staged, for the planner: a loader is not the table's owner, who alone may say
-- ANALYZE in PostgreSQL 16. A small sample is enough to tell a hash from a sort.
CREATE FUNCTION staging.analyze_rows() RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET default_statistics_target = 10 AS $$
BEGIN
    ANALYZE staging.fund_row;
END $$;

COMMENT ON FUNCTION staging.money_of IS 'Số liệu nói về khoản tiền nào, gộp thành một từ. / Which money a figure speaks of, in one word.';
COMMENT ON FUNCTION staging.voice_of IS 'Ai nói, ở cấp ngân sách nào, gộp thành một từ. / Who speaks, of which budget level, in one word.';
COMMENT ON FUNCTION staging.analyze_rows IS 'Cho bộ lập kế hoạch biết số dòng vừa đưa vào bảng tạm. / Tells the planner what was just staged.';
COMMENT ON COLUMN staging.figure_in_force.money IS 'Khoản tiền: đơn vị, dự án, loại vốn, năm ngân sách, năm vốn, chỉ tiêu. / The money: unit, component, capital type, budget year, money years, measure.';
COMMENT ON COLUMN staging.figure_in_force.voice IS 'Ai nói: loại nguồn, đơn vị báo cáo, cấp ngân sách. / The voice: kind of source, reporting unit, budget level.';
COMMENT ON TABLE staging.known_figure IS 'Số đang có hiệu lực để đối chiếu với lô đang xét; chỉ có trong lúc kiểm tra. / Figures in force that a batch is compared with; only while it is checked.';
COMMENT ON COLUMN staging.known_figure.file_id IS 'Số của tệp (quality.file). / Number of the file (quality.file).';
COMMENT ON COLUMN staging.known_figure.source_kind IS 'Ai nói: unit_report, summary, decision, carryover_form, treasury, disclosure. / Voice: unit_report, summary, decision, carryover_form, treasury, disclosure.';
COMMENT ON COLUMN staging.known_figure.reporting_unit IS 'Đơn vị lập báo cáo. / Unit that reports.';
COMMENT ON COLUMN staging.known_figure.budget_year IS 'Năm ngân sách: năm chi. / Budget year: the year of execution.';
COMMENT ON COLUMN staging.known_figure.as_of IS 'Số liệu đến ngày. / The day that the figures speak of.';
COMMENT ON COLUMN staging.known_figure.component_code IS 'Mã dự án, tiểu dự án (ref.component). / Programme, project or sub-project (ref.component).';
COMMENT ON COLUMN staging.known_figure.unit_code IS 'Mã đơn vị (ref.unit). / Unit (ref.unit).';
COMMENT ON COLUMN staging.known_figure.capital_type IS 'Loại vốn: SN sự nghiệp, DTPT đầu tư phát triển. / Capital type: SN recurrent, DTPT investment.';
COMMENT ON COLUMN staging.known_figure.budget_level IS 'Cấp ngân sách (ref.budget_level); trống: nguồn không tách. / Whose budget (ref.budget_level); null: the source does not split it.';
COMMENT ON COLUMN staging.known_figure.money_year_first IS 'Năm vốn, năm đầu. / First year whose budget gave the money.';
COMMENT ON COLUMN staging.known_figure.money_year_last IS 'Năm vốn, năm cuối; khác năm đầu khi báo cáo gộp nhiều năm. / Last money year; not the first one where a report groups years.';
COMMENT ON COLUMN staging.known_figure.measure IS 'Chỉ tiêu: allocated, adjusted, carried_in, disbursed, advance, cancelled, returned, carried_out, estimate. / Measure: allocated, adjusted, carried_in, disbursed, advance, cancelled, returned, carried_out, estimate.';
COMMENT ON COLUMN staging.known_figure.amount IS 'Số tiền, đơn vị tiền tệ gốc (đồng). / Amount in whole units of the currency (đồng).';
COMMENT ON COLUMN staging.known_figure.sheet IS 'Trang tính. / Sheet.';
COMMENT ON COLUMN staging.known_figure.cell IS 'Ô trong trang tính. / Cell of the sheet.';
COMMENT ON COLUMN staging.known_figure.value IS 'Nguyên văn trong ô. / The cell''s text as it was written.';
COMMENT ON COLUMN staging.known_figure.note IS 'Ghi chú trong báo cáo. / The report''s note.';
COMMENT ON COLUMN staging.known_figure.is_staged IS 'Luôn là không: số đã có hiệu lực. / Always no: the figure is in force.';
COMMENT ON COLUMN staging.known_figure.money IS 'Khoản tiền: đơn vị, dự án, loại vốn, năm ngân sách, năm vốn, chỉ tiêu. / The money: unit, component, capital type, budget year, money years, measure.';
COMMENT ON COLUMN staging.known_figure.voice IS 'Ai nói: loại nguồn, đơn vị báo cáo, cấp ngân sách. / The voice: kind of source, reporting unit, budget level.';
COMMENT ON COLUMN staging.known_figure.batch_id IS 'Số của lô. / Number of the batch.';
COMMENT ON COLUMN staging.known_figure.is_said_again IS 'Lô có tệp nói lại đúng dòng này: cùng người nói, cùng ngày. / A file of the batch says it again: the same voice about the same day and key.';
COMMENT ON COLUMN staging.known_figure.is_replaced IS 'Lô có tệp thay thế báo cáo này. / A file of the batch replaces it.';
