-- Where the money carried into a year is not what the closing form of the year before carries out: found for the units that a
-- load touches (tables/opening_break.sql), so that nobody looks for the last report of every line of the nation.
CREATE TABLE mart.opening_break (
    unit_code text NOT NULL, component_code text NOT NULL, capital_type text NOT NULL, closed_year int NOT NULL,
    closing_vnd numeric, advance_vnd numeric, opening_vnd numeric, closing_file bigint, closing_cells text,
    opening_file bigint, opening_cells text,
    PRIMARY KEY (unit_code, component_code, capital_type, closed_year)
);
CREATE INDEX ON mart.opening_break (closed_year);

-- Those of the units: form 04-SDKP against the latest report of the next year, which may count the open advances in or leave
-- them out. Silent of years that the unit has not closed.
CREATE FUNCTION mart.opening_breaks(units text[]) RETURNS SETOF mart.opening_break LANGUAGE sql STABLE AS $$
WITH in_force AS (
    SELECT submission_id FROM core.submission
    WHERE source_kind = 'carryover_form'
        AND NOT EXISTS (SELECT FROM core.supersession WHERE superseded_id = submission.submission_id)
),
closing AS MATERIALIZED (
    SELECT unit_code, component_code, capital_type, budget_year AS closed_year,
        sum(amount) FILTER (WHERE measure = 'carried_out') AS closing_vnd,
        COALESCE(sum(amount) FILTER (WHERE measure = 'advance'), 0) AS advance_vnd,
        string_agg(sheet || '!' || cell, '; ' ORDER BY sheet, cell) FILTER (WHERE measure = 'carried_out') AS closing_cells,
        max(submission_id) AS closing_file
    FROM in_force JOIN core.fact USING (submission_id) JOIN unnest($1) AS unit_code USING (unit_code)
    GROUP BY 1, 2, 3, 4
),
reported AS (
    SELECT unit_code, component_code, capital_type, closed_year, amount, sheet, cell, submission_id, dense_rank() OVER (
            PARTITION BY unit_code, component_code, capital_type, closed_year ORDER BY as_of DESC
        ) AS place
    FROM (SELECT DISTINCT unit_code, closed_year FROM closing) AS closed JOIN core.fact USING (unit_code)
    WHERE budget_year = closed_year + 1 AND source_kind = 'unit_report' AND measure = 'carried_in'
        AND NOT EXISTS (SELECT FROM core.supersession WHERE superseded_id = fact.submission_id)
),
opening AS (
    SELECT unit_code, component_code, capital_type, closed_year, sum(amount) AS opening_vnd,
        string_agg(sheet || '!' || cell, '; ' ORDER BY sheet, cell) AS opening_cells, max(submission_id) AS opening_file
    FROM reported
    WHERE place = 1
    GROUP BY 1, 2, 3, 4
)
SELECT unit_code, component_code, capital_type, closed_year, closing_vnd, advance_vnd, opening_vnd, closing_file,
    closing_cells, opening_file, opening_cells
FROM closing FULL JOIN opening USING (unit_code, component_code, capital_type, closed_year)
WHERE COALESCE(opening_vnd, 0) NOT IN (COALESCE(closing_vnd, 0), COALESCE(closing_vnd + advance_vnd, 0))
$$;

INSERT INTO mart.opening_break SELECT * FROM mart.opening_breaks(ARRAY(SELECT DISTINCT unit_code FROM core.fact));

COMMENT ON FUNCTION mart.opening_breaks IS 'Chỗ số chuyển sang đầu năm của các đơn vị không khớp quyết toán năm trước. / Openings of the units that do not meet the closing form of the year before.';
COMMENT ON TABLE mart.opening_break IS 'Chỗ vốn chuyển sang đầu năm không bằng số dư theo biểu 04-SDKP của năm trước. / Where the money carried into a year is not what form 04-SDKP carries out of the year before.';
COMMENT ON COLUMN mart.opening_break.unit_code IS 'Mã đơn vị (ref.unit). / Unit (ref.unit).';
COMMENT ON COLUMN mart.opening_break.component_code IS 'Mã dự án, tiểu dự án (ref.component). / Programme, project or sub-project (ref.component).';
COMMENT ON COLUMN mart.opening_break.capital_type IS 'Loại vốn: SN sự nghiệp, DTPT đầu tư phát triển. / Capital type: SN recurrent, DTPT investment.';
COMMENT ON COLUMN mart.opening_break.closed_year IS 'Năm ngân sách kết thúc. / The budget year that closes.';
COMMENT ON COLUMN mart.opening_break.closing_vnd IS 'Số dư dự toán chuyển sang theo biểu, đồng; trống: biểu không nói. / Carried out by the form, in đồng; null: it does not say.';
COMMENT ON COLUMN mart.opening_break.advance_vnd IS 'Số dư tạm ứng theo biểu, đồng. / Advances not settled by the form, in đồng.';
COMMENT ON COLUMN mart.opening_break.opening_vnd IS 'Số chuyển sang theo báo cáo mới nhất của năm sau, đồng; trống: chưa báo cáo. / Carried in by the next year''s latest report, in đồng; null: not reported.';
COMMENT ON COLUMN mart.opening_break.closing_file IS 'Tệp biểu quyết toán (quality.file). / The file of the closing form (quality.file).';
COMMENT ON COLUMN mart.opening_break.closing_cells IS 'Các ô của biểu: trang tính!ô. / Cells of the form: sheet!cell.';
COMMENT ON COLUMN mart.opening_break.opening_file IS 'Tệp báo cáo năm sau (quality.file). / The file of the next year''s report (quality.file).';
COMMENT ON COLUMN mart.opening_break.opening_cells IS 'Các ô của báo cáo: trang tính!ô. / Cells of the report: sheet!cell.';
