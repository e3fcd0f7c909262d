-- What people decide about rules: which fault may stand, for whom, why and until when; and what a rule on trial would stop.

CREATE TABLE quality.waiver (
    waiver_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    rule text NOT NULL,
    sha256 text, unit_code text, component_code text, sheet text, cell text,
    reason text NOT NULL CHECK (length(btrim(reason)) >= 10),
    granted_by text NOT NULL CHECK (btrim(granted_by) <> ''),
    granted_at timestamptz NOT NULL DEFAULT now(),
    valid_until date NOT NULL,
    revoked_at timestamptz, revoked_by text, revoked_because text,
    CHECK (sha256 IS NOT NULL OR unit_code IS NOT NULL),            -- never for everybody
    CHECK (cell IS NULL OR (sheet IS NOT NULL AND sha256 IS NOT NULL)),
    CHECK ((revoked_at IS NULL) = (revoked_by IS NULL))
);
CREATE INDEX ON quality.waiver (rule);
COMMENT ON TABLE quality.waiver IS 'Người có thẩm quyền cho phép một lỗi tồn tại: luật nào, dòng nào, vì sao, đến khi nào. / A person lets a fault stand: which rule, which line, why, until when.';
COMMENT ON COLUMN quality.waiver.waiver_id IS 'Số của miễn trừ. / Its number; quality.finding.waived_by refers to it.';
COMMENT ON COLUMN quality.waiver.rule IS 'Mã luật được miễn (docs/rules.md). / The rule that is waived.';
COMMENT ON COLUMN quality.waiver.sha256 IS 'Chỉ cho tệp này; trống: mọi tệp của đơn vị. / For this file only; null: every file of the unit.';
COMMENT ON COLUMN quality.waiver.unit_code IS 'Chỉ cho báo cáo của đơn vị này. / For the reports of this unit only.';
COMMENT ON COLUMN quality.waiver.component_code IS 'Chỉ cho dòng của dự án này. / For lines of this component only.';
COMMENT ON COLUMN quality.waiver.sheet IS 'Chỉ cho trang tính này. / For this sheet only.';
COMMENT ON COLUMN quality.waiver.cell IS 'Chỉ cho ô này. / For this cell only.';
COMMENT ON COLUMN quality.waiver.reason IS 'Lý do, người kiểm toán sẽ đọc. / Why; auditors read it.';
COMMENT ON COLUMN quality.waiver.granted_by IS 'Người cho phép. / Who granted it.';
COMMENT ON COLUMN quality.waiver.granted_at IS 'Lúc cho phép. / When.';
COMMENT ON COLUMN quality.waiver.valid_until IS 'Ngày cuối còn hiệu lực; sau đó lỗi trở lại. / Its last day; the finding returns after it.';
COMMENT ON COLUMN quality.waiver.revoked_at IS 'Lúc thu hồi. / When it was taken back.';
COMMENT ON COLUMN quality.waiver.revoked_by IS 'Người thu hồi. / Who took it back.';
COMMENT ON COLUMN quality.waiver.revoked_because IS 'Lý do thu hồi. / Why it was taken back.';

-- Findings as they stand today: a waiver that has ended or was taken back covers nothing any more.
CREATE VIEW quality.finding_today WITH (security_invoker = true) AS
SELECT finding.*, waiver.reason AS waived_because, waiver.granted_by AS waived_by_whom, waiver.valid_until AS waived_until,
    waiver.waiver_id IS NOT NULL AND waiver.revoked_at IS NULL AND waiver.valid_until >= CURRENT_DATE AS is_waived
FROM quality.finding
LEFT JOIN quality.waiver ON waiver.waiver_id = finding.waived_by;
COMMENT ON VIEW quality.finding_today IS 'Lỗi, cảnh báo theo hiệu lực miễn trừ hôm nay. / Findings as they stand today, with the waiver that covers them.';
COMMENT ON COLUMN quality.finding_today.is_waived IS 'Đang được miễn. / Covered by a waiver in force.';
COMMENT ON COLUMN quality.finding_today.waived_because IS 'Lý do miễn. / Why it is waived.';
COMMENT ON COLUMN quality.finding_today.waived_by_whom IS 'Người cho phép. / Who granted the waiver.';
COMMENT ON COLUMN quality.finding_today.waived_until IS 'Miễn đến ngày. / The waiver''s last day.';

CREATE TABLE quality.rule_trial (
    trial_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    rule text NOT NULL, rule_version int NOT NULL,
    run_at timestamptz NOT NULL DEFAULT now(),
    files_judged int NOT NULL, files_not_applicable int NOT NULL, files_stopped int NOT NULL, findings int NOT NULL,
    allocated_vnd numeric NOT NULL, disbursed_vnd numeric NOT NULL
);
COMMENT ON TABLE quality.rule_trial IS 'Kết quả chạy thử một luật trên toàn bộ tệp đã lưu. / What a rule would have stopped of all the files in the archive.';
COMMENT ON COLUMN quality.rule_trial.trial_id IS 'Số của lần chạy thử. / Its number.';
COMMENT ON COLUMN quality.rule_trial.rule IS 'Mã luật. / The rule.';
COMMENT ON COLUMN quality.rule_trial.rule_version IS 'Phiên bản luật. / Its version.';
COMMENT ON COLUMN quality.rule_trial.run_at IS 'Lúc chạy. / When it ran.';
COMMENT ON COLUMN quality.rule_trial.files_judged IS 'Số tệp đã xét. / Files that were judged.';
COMMENT ON COLUMN quality.rule_trial.files_not_applicable IS 'Số tệp luật không áp dụng. / Files of which the rule had nothing to say.';
COMMENT ON COLUMN quality.rule_trial.files_stopped IS 'Số tệp sẽ bị chặn. / Files that it would stop.';
COMMENT ON COLUMN quality.rule_trial.findings IS 'Số phát hiện. / What it found in them.';
COMMENT ON COLUMN quality.rule_trial.allocated_vnd IS 'Vốn giao trong các tệp sẽ bị chặn (đồng). / Allocated money in the files it would stop, in đồng.';
COMMENT ON COLUMN quality.rule_trial.disbursed_vnd IS 'Vốn giải ngân trong các tệp sẽ bị chặn (đồng). / Disbursed money in the files it would stop, in đồng.';

-- What the centre gave the province, against which the sum of the decisions is checked.
CREATE TABLE ref.central_allocation (
    component text NOT NULL, capital_type text NOT NULL, budget_year int NOT NULL, amount_vnd numeric NOT NULL,
    document text NOT NULL, status text NOT NULL, source text,
    PRIMARY KEY (component, capital_type, budget_year)
);
COMMENT ON TABLE ref.central_allocation IS 'Vốn trung ương giao cho tỉnh. / What the centre gave the province (include/reference/central_allocations.csv).';
COMMENT ON COLUMN ref.central_allocation.component IS 'Chương trình hoặc dự án. / Programme or project.';
COMMENT ON COLUMN ref.central_allocation.capital_type IS 'Loại vốn. / Capital type.';
COMMENT ON COLUMN ref.central_allocation.budget_year IS 'Năm ngân sách. / Budget year.';
COMMENT ON COLUMN ref.central_allocation.amount_vnd IS 'Số tiền (đồng). / Amount in đồng.';
COMMENT ON COLUMN ref.central_allocation.document IS 'Văn bản giao. / The document that gives it.';
COMMENT ON COLUMN ref.central_allocation.status IS 'sourced: có văn bản; OK: chờ xác nhận. / sourced, or OK: still to be confirmed; only sourced amounts limit.';
COMMENT ON COLUMN ref.central_allocation.source IS 'Nguồn và ghi chú. / Where the row comes from.';

-- What checks across units compare: the figures of a batch, and all in force of its budget years and the years before
-- them, whoever said them.
CREATE FUNCTION staging.year_figures(batch_id bigint) RETURNS TABLE (
    file_id bigint, source_kind text, reporting_unit text, budget_year int, as_of date, component_code text,
    unit_code text, capital_type text, budget_level text, money_year_first int, money_year_last int, measure text,
    amount numeric, sheet text, cell text, value text, is_staged boolean
) LANGUAGE sql STABLE AS $$
    SELECT file_id, source_kind, reporting_unit, budget_year, as_of, component_code, unit_code, capital_type, budget_level,
        money_year_first, money_year_last, measure, amount, sheet, cell, raw_text, true
    FROM staging.fund_row
    WHERE fund_row.batch_id = $1
    UNION ALL
    SELECT fact.submission_id, fact.source_kind, submission.unit_code, fact.budget_year, fact.as_of, component_code,
        fact.unit_code, capital_type, budget_level, money_year_first, money_year_last, measure, amount, sheet, cell,
        raw_text, false
    FROM core.fact JOIN core.submission USING (submission_id)
    WHERE fact.budget_year IN (
            SELECT spoken_of.budget_year - back
            FROM (SELECT DISTINCT budget_year FROM staging.fund_row WHERE fund_row.batch_id = $1) AS spoken_of,
                generate_series(0, 1) AS back
        )
        AND NOT EXISTS (SELECT FROM core.supersession WHERE superseded_id = fact.submission_id)
$$;
