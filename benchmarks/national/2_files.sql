-- Every file that the country sends in five years, as the loading leaves it: received, accepted, its receipt answered.
--
-- A unit reports every month and closes every year; a province decides on every year, and summed up once, on 30/9/2023.
-- One report in a hundred is corrected ten days later.
CREATE TEMP TABLE national_file ON COMMIT DROP AS
WITH unit AS (
    SELECT DISTINCT unit_code, province FROM national_line
),
report AS (
    SELECT unit_code, province, month_end::date AS as_of, EXTRACT(year FROM month_end)::int AS budget_year
    FROM unit CROSS JOIN generate_series(TIMESTAMP '2021-02-01', '2026-01-01', '1 month') AS next_month
    CROSS JOIN LATERAL (SELECT next_month - interval '1 day' AS month_end) AS month
),
sent AS (
    SELECT 'unit_report' AS source_kind, 'disbursement' AS form, report.*, NULL AS decision_number, version,
        mod(abs(hash), 100) = 0 AS is_corrected
    FROM report
    CROSS JOIN LATERAL hashtextextended(unit_code || as_of, %(seed)s) AS hash
    CROSS JOIN LATERAL generate_series(1, CASE WHEN mod(abs(hash), 100) = 0 THEN 2 ELSE 1 END) AS version
    UNION ALL
    SELECT 'carryover_form', '04-SDKP/ĐVDT', unit_code, province, make_date(year + 1, 1, 31), year, NULL, 1, false
    FROM unit CROSS JOIN generate_series(2021, 2025) AS year
    UNION ALL
    SELECT 'decision', 'allocation_tall', province || '.UBND', province, make_date(year, 1, 5), year,
        format('%%s/QĐ-UBND', year), 1, false
    FROM (SELECT DISTINCT province FROM unit) AS each CROSS JOIN generate_series(2021, 2025) AS year
    UNION ALL
    SELECT 'summary', 'disbursement', province || '.UBND', province, DATE '2023-09-30', 2023, NULL, 1, false
    FROM (SELECT DISTINCT province FROM unit) AS each
)
SELECT row_number() OVER (ORDER BY known_from, source_kind, unit_code) AS file_id, sent.*, known_from,
    concat_ws('|', form, source_kind, unit_code,
        CASE WHEN source_kind = 'decision' THEN concat_ws('|', budget_year, decision_number) ELSE as_of::text END) AS subject
FROM sent
CROSS JOIN LATERAL (  -- a province's files are built together, ten days after their day
    SELECT (as_of + 10 * version)::timestamptz + make_interval(mins => province::int) AS known_from
) AS moment;
CREATE INDEX ON national_file (known_from);

INSERT INTO quality.file (file_id, sha256, told_by, size_bytes, first_received_at, status, form, layout, source_kind,
    unit_code, folder_unit_code, budget_year, as_of, decision_number, decision_date, subject, scope, content_hash,
    rulebook, code_version, attempts, rows_read, rows_loaded, rows_held, rows_ignored, decided_at)
OVERRIDING SYSTEM VALUE
SELECT file_id, encode(sha256(file_id::text::bytea), 'hex'), format('%%s/%%s.xlsx', unit_code, file_id), 20000,
    known_from, 'accepted', form, form, source_kind, unit_code, unit_code, budget_year, as_of, decision_number,
    CASE WHEN source_kind = 'decision' THEN as_of END, subject, ARRAY[unit_code], file_id::text, 'generated', 'generated',
    1, 100, 100, 0, 0, known_from
FROM national_file ORDER BY 1;
SELECT setval(pg_get_serial_sequence('quality.file', 'file_id'), (SELECT max(file_id) FROM quality.file));

INSERT INTO quality.receipt (reference, file_id, sha256, folder_unit_code, original_name, received_at, arrived_at, status,
    message, rows_loaded, answered_at)
SELECT 'NATION-' || file_id, file_id, sha256, unit_code, file_id || '.xlsx', first_received_at, first_received_at, status,
    'generated', rows_loaded, first_received_at
FROM quality.file ORDER BY file_id;

INSERT INTO core.submission (submission_id, form, source_kind, unit_code, budget_year, as_of, subject, scope,
    decision_number, decision_date, known_from, content_hash)
SELECT file_id, form, source_kind, unit_code, budget_year, as_of, subject, scope, decision_number, decision_date,
    decided_at, content_hash
FROM quality.file ORDER BY file_id;

INSERT INTO core.supersession (superseded_id, superseding_id, superseded_at)
SELECT earlier.file_id, later.file_id, later.known_from
FROM national_file AS earlier JOIN national_file AS later USING (subject)
WHERE earlier.version = 1 AND later.version = 2;
