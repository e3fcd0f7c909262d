-- What replaced reports said differently, figure by figure: found for the keys that a load touches (tables/restatement.sql),
-- so that nobody compares all reports that were ever replaced with those that replaced them.
CREATE TABLE mart.restatement (
    superseded_id bigint NOT NULL, superseding_id bigint NOT NULL, superseded_at timestamptz NOT NULL,
    unit_code text NOT NULL, component_code text NOT NULL, capital_type text NOT NULL, money_year_first int NOT NULL,
    money_year_last int NOT NULL, as_of date NOT NULL, measure text NOT NULL, before_vnd numeric, after_vnd numeric,
    cells_before text, cells_after text,
    PRIMARY KEY (superseded_id, unit_code, component_code, capital_type, money_year_first, measure, money_year_last, as_of)
);
CREATE INDEX ON mart.restatement (unit_code, component_code, capital_type);

-- Those of the units, by replacements since a moment; a figure that only one of both versions says has one amount.
CREATE FUNCTION mart.restatements(units text[], since timestamptz) RETURNS SETOF mart.restatement LANGUAGE sql STABLE AS $$
    SELECT superseded_id, superseding_id, superseded_at, unit_code, component_code, capital_type, money_year_first,
        money_year_last, as_of, measure, sum(amount) FILTER (WHERE NOT is_later), sum(amount) FILTER (WHERE is_later),
        string_agg(sheet || '!' || cell, '; ' ORDER BY sheet, cell) FILTER (WHERE NOT is_later),
        string_agg(sheet || '!' || cell, '; ' ORDER BY sheet, cell) FILTER (WHERE is_later)
    FROM core.supersession
    CROSS JOIN LATERAL (VALUES (superseded_id, false), (superseding_id, true)) AS version (submission_id, is_later)
    JOIN core.fact USING (submission_id)
    JOIN unnest($1) AS unit_code USING (unit_code)
    WHERE superseded_at >= $2
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
    HAVING sum(amount) FILTER (WHERE NOT is_later) IS DISTINCT FROM sum(amount) FILTER (WHERE is_later)
$$;

INSERT INTO mart.restatement SELECT * FROM mart.restatements(ARRAY(SELECT DISTINCT unit_code FROM core.fact), '-infinity');

COMMENT ON FUNCTION mart.restatements IS 'Số liệu bị sửa của các đơn vị. / Restated figures of the units.';
COMMENT ON TABLE mart.restatement IS 'Số liệu mà bản thay thế nói khác bản bị thay. / Figures that a replacing version says differently.';
COMMENT ON COLUMN mart.restatement.superseded_id IS 'Bản nộp bị thay (core.submission). / The submission that was replaced (core.submission).';
COMMENT ON COLUMN mart.restatement.superseding_id IS 'Bản nộp thay thế (core.submission). / The submission that took its place (core.submission).';
COMMENT ON COLUMN mart.restatement.superseded_at IS 'Thời điểm bị thay. / When it was replaced.';
COMMENT ON COLUMN mart.restatement.unit_code IS 'Mã đơn vị (ref.unit). / Unit (ref.unit).';
COMMENT ON COLUMN mart.restatement.component_code IS 'Mã dự án, tiểu dự án (ref.component). / Programme, project or sub-project (ref.component).';
COMMENT ON COLUMN mart.restatement.capital_type IS 'Loại vốn: SN sự nghiệp, DTPT đầu tư phát triển. / Capital type: SN recurrent, DTPT investment.';
COMMENT ON COLUMN mart.restatement.money_year_first IS 'Năm vốn, năm đầu. / First year whose budget gave the money.';
COMMENT ON COLUMN mart.restatement.money_year_last IS 'Năm vốn, năm cuối; khác năm đầu khi báo cáo gộp nhiều năm. / Last money year; not the first one where a report groups years.';
COMMENT ON COLUMN mart.restatement.as_of IS 'Số liệu đến ngày. / The day that the figures speak of.';
COMMENT ON COLUMN mart.restatement.measure IS 'Chỉ tiêu, như core.fact. / Measure, as in core.fact.';
COMMENT ON COLUMN mart.restatement.before_vnd IS 'Số của bản bị thay, đồng; trống: không nói. / Amount by the replaced version, in đồng; null: it does not say.';
COMMENT ON COLUMN mart.restatement.after_vnd IS 'Số của bản thay thế, đồng; trống: không nói. / Amount by the replacing version, in đồng; null: it does not say.';
COMMENT ON COLUMN mart.restatement.cells_before IS 'Các ô của bản bị thay: trang tính!ô. / Cells of the replaced version: sheet!cell.';
COMMENT ON COLUMN mart.restatement.cells_after IS 'Các ô của bản thay thế: trang tính!ô. / Cells of the replacing version: sheet!cell.';
