-- The ledger of money years: with what each line opened a budget year, what came and went, with what it closed.

-- The last word of every budget year on every line. Opening is the closing of the year before, where its lines lie within
-- this one's money years: money that was closed together stays together until a document splits it.
CREATE VIEW mart.ledger WITH (security_invoker = true) AS
SELECT line.component_code, line.unit_code, line.capital_type, line.owner_level AS budget_level, line.money_year_first,
    line.money_year_last, line.budget_year, line.as_of, before.opening_vnd, line.carried_in_vnd, line.allocated_vnd,
    line.adjusted_vnd, line.disbursed_vnd, line.advance_vnd AS advance_outstanding_vnd, line.cancelled_vnd,
    line.returned_vnd, line.carried_out_vnd, COALESCE(line.carried_out_vnd, line.remaining_vnd) AS closing_vnd,
    line.source_file_id
FROM mart.line_version AS line
LEFT JOIN LATERAL (
    SELECT CASE
            WHEN bool_and(closed.money_year_first >= line.money_year_first AND closed.money_year_last <= line.money_year_last)
            THEN sum(COALESCE(closed.carried_out_vnd, closed.remaining_vnd)) END AS opening_vnd
    FROM mart.line_version AS closed
    WHERE (closed.unit_code, closed.component_code, closed.capital_type)
            = (line.unit_code, line.component_code, line.capital_type)
        AND closed.budget_year = line.budget_year - 1 AND closed.closes_year AND closed.known_to = 'infinity'
        AND closed.money_year_first <= line.money_year_last AND line.money_year_first <= closed.money_year_last
) AS before ON true
WHERE line.closes_year AND line.known_to = 'infinity' AND line.is_line;

-- Where the closing of a year is not the opening of the next, with the cells of both. Money years that either side gives
-- together are compared together; units count the unsettled advance in or leave it out, both are right. Silent where the
-- next year has not been reported of.
CREATE VIEW mart.ledger_break WITH (security_invoker = true) AS
WITH side AS (
    SELECT unit_code, component_code, capital_type, budget_year AS closed_year, money_year_first, money_year_last, as_of,
        COALESCE(carried_out_vnd, remaining_vnd) AS closing, COALESCE(advance_vnd, 0) AS advance, NULL::numeric AS opening,
        disbursed_vnd IS NOT NULL AS is_closing, false AS is_opening
    FROM mart.line_version WHERE closes_year AND known_to = 'infinity'
    UNION ALL
    SELECT unit_code, component_code, capital_type, budget_year - 1, money_year_first, money_year_last, as_of, NULL, 0,
        COALESCE(carried_in_vnd, 0), false, disbursed_vnd IS NOT NULL
    FROM mart.line_version WHERE closes_year AND known_to = 'infinity'
),
edge AS (
    SELECT *, COALESCE(money_year_first > max(money_year_last) OVER (
            PARTITION BY unit_code, component_code, capital_type, closed_year
            ORDER BY money_year_first, money_year_last, is_opening
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ), true)::int AS begins,
        bool_or(is_closing) OVER key AND bool_or(is_opening) OVER key AS both_reported
    FROM side
    WINDOW key AS (PARTITION BY unit_code, component_code, capital_type, closed_year)
),
numbered AS (
    SELECT *, sum(begins) OVER (
            PARTITION BY unit_code, component_code, capital_type, closed_year
            ORDER BY money_year_first, money_year_last, is_opening
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS years
    FROM edge
),
compared AS (
    SELECT unit_code, component_code, capital_type, closed_year, min(money_year_first) AS money_year_first,
        max(money_year_last) AS money_year_last, max(as_of) FILTER (WHERE opening IS NULL) AS closed_on,
        max(as_of) FILTER (WHERE opening IS NOT NULL) AS opened_on, COALESCE(sum(closing), 0) AS closing,
        sum(advance) AS advance, COALESCE(sum(opening), 0) AS opening
    FROM numbered
    WHERE both_reported AND money_year_first <= closed_year
    GROUP BY unit_code, component_code, capital_type, closed_year, years
)
SELECT unit_code, component_code, capital_type, money_year_first, money_year_last, closed_year, closed_on, opened_on,
    closing AS closing_vnd, advance AS advance_outstanding_vnd, opening AS opening_vnd, opening - closing AS difference_vnd,
    closing_cell.cells AS closing_cells, opening_cell.cells AS opening_cells
FROM compared
LEFT JOIN LATERAL (
    SELECT array_agg(format('%s:%s!%s', submission_id, sheet, cell) ORDER BY submission_id, cell) AS cells
    FROM core.fact
    WHERE (fact.unit_code, fact.component_code, fact.capital_type)
            = (compared.unit_code, compared.component_code, compared.capital_type)
        AND fact.budget_year = closed_year AND fact.as_of = closed_on AND fact.measure IN ('carried_out', 'disbursed')
        AND NOT EXISTS (SELECT FROM core.supersession WHERE superseded_id = fact.submission_id)
) AS closing_cell ON true
LEFT JOIN LATERAL (
    SELECT array_agg(format('%s:%s!%s', submission_id, sheet, cell) ORDER BY submission_id, cell) AS cells
    FROM core.fact
    WHERE (fact.unit_code, fact.component_code, fact.capital_type)
            = (compared.unit_code, compared.component_code, compared.capital_type)
        AND fact.budget_year = closed_year + 1 AND fact.as_of = opened_on AND fact.measure = 'carried_in'
        AND NOT EXISTS (SELECT FROM core.supersession WHERE superseded_id = fact.submission_id)
) AS opening_cell ON true
WHERE opening NOT IN (closing, closing + advance);

-- The lines, latest up to a day as the warehouse knew them at a moment, with all their amounts.
CREATE FUNCTION mart.lines_as_of(as_of date, known_at timestamptz DEFAULT now()) RETURNS SETOF mart.line_version
LANGUAGE sql STABLE AS $$
    SELECT * FROM mart.line_version AS line
    WHERE line.as_of <= $1 AND $1 < line.as_of_next AND line.known_from <= $2 AND $2 < line.known_to
$$;

-- The cells behind those lines, for the keys (units[i], components[i], capital_types[i]): their amounts add up to the
-- lines' amounts, measure by measure.
CREATE FUNCTION mart.cells_as_of(
    units text[], components text[], capital_types text[], as_of date, known_at timestamptz DEFAULT now()
) RETURNS TABLE (
    component_code text, unit_code text, capital_type text, budget_year int, money_year_first int, money_year_last int,
    line_as_of date, measure text, fact_id bigint, submission_id bigint, said_on date, amount_vnd numeric,
    budget_level text, sheet text, cell text, raw_text text
)
LANGUAGE sql STABLE AS $$
    SELECT fact.component_code, fact.unit_code, fact.capital_type, fact.budget_year, word.line_first, word.line_last,
        word.as_of, fact.measure, fact.fact_id, fact.submission_id, fact.as_of, fact.amount, fact.budget_level, fact.sheet,
        fact.cell, fact.raw_text
    FROM mart.lines_as_of($4, $5) AS line
    JOIN mart.words($1, $2, $3, $5) AS word
        ON (word.unit_code, word.component_code, word.capital_type, word.budget_year, word.as_of, word.line_first)
            = (line.unit_code, line.component_code, line.capital_type, line.budget_year, line.as_of, line.money_year_first)
    JOIN core.fact
        ON (fact.submission_id, fact.unit_code, fact.component_code, fact.capital_type, fact.budget_year, fact.measure,
                fact.money_year_first, fact.money_year_last)
            = (word.submission_id, word.unit_code, word.component_code, word.capital_type, word.budget_year, word.measure,
                word.money_year_first, word.money_year_last)
        AND fact.as_of = word.said_on
    WHERE line.unit_code = ANY ($1)
$$;

-- A unit's ledger split by the level whose money it is, where the documents split it: central money that must be returned
-- stays apart from local money. A level that no document gives is null; closing only where the level's use is known.
CREATE FUNCTION mart.ledger_by_level(unit_code text, known_at timestamptz DEFAULT now()) RETURNS TABLE (
    component_code text, capital_type text, budget_level text, money_year_first int, money_year_last int, budget_year int,
    carried_in_vnd numeric, allocated_vnd numeric, adjusted_vnd numeric, disbursed_vnd numeric,
    advance_outstanding_vnd numeric, cancelled_vnd numeric, returned_vnd numeric, carried_out_vnd numeric,
    closing_vnd numeric
)
LANGUAGE sql STABLE AS $$
WITH key AS (
    SELECT array_agg(fact.unit_code) AS units, array_agg(fact.component_code) AS components,
        array_agg(fact.capital_type) AS capital_types
    FROM (SELECT DISTINCT unit_code, component_code, capital_type FROM core.fact WHERE fact.unit_code = $1) AS fact
),
closing_word AS (
    SELECT word.*
    FROM key
    CROSS JOIN LATERAL mart.words(units, components, capital_types, $2) AS word
    JOIN mart.line_version AS line
        ON (line.unit_code, line.component_code, line.capital_type, line.budget_year, line.as_of, line.money_year_first)
            = (word.unit_code, word.component_code, word.capital_type, word.budget_year, word.as_of, word.line_first)
    WHERE line.closes_year AND line.known_from <= $2 AND $2 < line.known_to
),
levelled AS (
    SELECT word.component_code, word.capital_type, fact.budget_level, word.line_first, word.line_last, word.budget_year,
        sum(fact.amount) FILTER (WHERE fact.measure = 'carried_in') AS carried_in,
        sum(fact.amount) FILTER (WHERE fact.measure = 'allocated') AS allocated,
        sum(fact.amount) FILTER (WHERE fact.measure = 'adjusted') AS adjusted,
        sum(fact.amount) FILTER (WHERE fact.measure = 'disbursed') AS disbursed,
        sum(fact.amount) FILTER (WHERE fact.measure = 'advance') AS advance,
        sum(fact.amount) FILTER (WHERE fact.measure = 'cancelled') AS cancelled,
        sum(fact.amount) FILTER (WHERE fact.measure = 'returned') AS returned,
        sum(fact.amount) FILTER (WHERE fact.measure = 'carried_out') AS carried_out,
        sum(fact.amount) FILTER (WHERE fact.measure IN ('carried_in', 'allocated', 'adjusted')) AS available
    FROM closing_word AS word
    JOIN core.fact
        ON (fact.submission_id, fact.unit_code, fact.component_code, fact.capital_type, fact.budget_year, fact.measure,
                fact.money_year_first, fact.money_year_last)
            = (word.submission_id, word.unit_code, word.component_code, word.capital_type, word.budget_year, word.measure,
                word.money_year_first, word.money_year_last)
        AND fact.as_of = word.said_on
    GROUP BY 1, 2, 3, 4, 5, 6
)
SELECT component_code, capital_type, budget_level, line_first, line_last, budget_year, carried_in, allocated, adjusted,
    disbursed, advance, cancelled, returned, carried_out,
    COALESCE(carried_out, available - disbursed - COALESCE(cancelled, 0) - COALESCE(returned, 0))
FROM levelled
$$;

COMMENT ON COLUMN mart.line_version.closes_year IS 'Có phải lời nói cuối của năm ngân sách. / Whether it is the last word of its budget year.';
COMMENT ON VIEW mart.ledger IS 'Sổ theo năm vốn: mỗi dòng mở đầu năm ngân sách với bao nhiêu, thêm bớt gì, kết thúc còn bao nhiêu. / Ledger of money years: with what each line opened a budget year, what came and went, with what it closed.';
COMMENT ON COLUMN mart.ledger.component_code IS 'Mã dự án, tiểu dự án (ref.component). / Programme, project or sub-project (ref.component).';
COMMENT ON COLUMN mart.ledger.unit_code IS 'Mã đơn vị (ref.unit). / Unit (ref.unit).';
COMMENT ON COLUMN mart.ledger.capital_type IS 'Loại vốn: SN sự nghiệp, DTPT đầu tư phát triển. / Capital type: SN recurrent, DTPT investment.';
COMMENT ON COLUMN mart.ledger.budget_level IS 'Vốn của cấp ngân sách nào; trống: nguồn không tách. / Whose money it is; null: the source does not split it.';
COMMENT ON COLUMN mart.ledger.money_year_first IS 'Năm vốn, năm đầu. / First year whose budget gave the money.';
COMMENT ON COLUMN mart.ledger.money_year_last IS 'Năm vốn, năm cuối; khác năm đầu khi báo cáo gộp nhiều năm. / Last money year; not the first one where a report groups years.';
COMMENT ON COLUMN mart.ledger.budget_year IS 'Năm ngân sách: năm chi. / Budget year: the year of execution.';
COMMENT ON COLUMN mart.ledger.as_of IS 'Số liệu đến ngày: lời nói cuối của năm. / The day of the year''s last word.';
COMMENT ON COLUMN mart.ledger.opening_vnd IS 'Số dư cuối năm trước, đồng; trống: chưa biết hoặc chưa tách được theo năm vốn. / Closing of the year before, in đồng; null: not known, or not split by money year.';
COMMENT ON COLUMN mart.ledger.carried_in_vnd IS 'Chuyển từ năm trước sang, đồng. / Carried in from earlier years, in đồng.';
COMMENT ON COLUMN mart.ledger.allocated_vnd IS 'Được giao trong năm, đồng. / Allocated in the year, in đồng.';
COMMENT ON COLUMN mart.ledger.adjusted_vnd IS 'Điều chỉnh tăng, giảm, đồng. / Adjusted up or down, in đồng.';
COMMENT ON COLUMN mart.ledger.disbursed_vnd IS 'Đã giải ngân lũy kế trong năm, gồm tạm ứng, đồng; trống: chưa báo cáo. / Spent in the year, advances included, in đồng; null: not reported.';
COMMENT ON COLUMN mart.ledger.advance_outstanding_vnd IS 'Tạm ứng chưa thanh toán, đồng. / Advances not settled, in đồng.';
COMMENT ON COLUMN mart.ledger.cancelled_vnd IS 'Bị hủy, đồng. / Cancelled, in đồng.';
COMMENT ON COLUMN mart.ledger.returned_vnd IS 'Nộp trả, đồng. / Returned, in đồng.';
COMMENT ON COLUMN mart.ledger.carried_out_vnd IS 'Được chuyển sang năm sau, đồng. / Carried out to the next year, in đồng.';
COMMENT ON COLUMN mart.ledger.closing_vnd IS 'Số dư cuối năm: số chuyển sang năm sau, nếu chưa có thì số còn lại, đồng. / What the year closes with: carried out, else what is left, in đồng.';
COMMENT ON COLUMN mart.ledger.source_file_id IS 'Tệp nói số giải ngân (quality.file). / The file that says what was spent (quality.file).';
COMMENT ON VIEW mart.ledger_break IS 'Chỗ số dư cuối năm không bằng số chuyển sang năm sau, kèm ô của cả hai bên. / Where a year''s closing is not the next year''s opening, with the cells of both.';
COMMENT ON COLUMN mart.ledger_break.unit_code IS 'Mã đơn vị (ref.unit). / Unit (ref.unit).';
COMMENT ON COLUMN mart.ledger_break.component_code IS 'Mã dự án, tiểu dự án (ref.component). / Programme, project or sub-project (ref.component).';
COMMENT ON COLUMN mart.ledger_break.capital_type IS 'Loại vốn: SN sự nghiệp, DTPT đầu tư phát triển. / Capital type: SN recurrent, DTPT investment.';
COMMENT ON COLUMN mart.ledger_break.money_year_first IS 'Năm vốn, năm đầu. / First year whose budget gave the money.';
COMMENT ON COLUMN mart.ledger_break.money_year_last IS 'Năm vốn, năm cuối. / Last money year.';
COMMENT ON COLUMN mart.ledger_break.closed_year IS 'Năm ngân sách kết thúc. / The budget year that closes.';
COMMENT ON COLUMN mart.ledger_break.closed_on IS 'Ngày của số dư cuối năm. / Day of the closing figures.';
COMMENT ON COLUMN mart.ledger_break.opened_on IS 'Ngày của số chuyển sang. / Day of the opening figures.';
COMMENT ON COLUMN mart.ledger_break.closing_vnd IS 'Số dư cuối năm, đồng. / Closing, in đồng.';
COMMENT ON COLUMN mart.ledger_break.advance_outstanding_vnd IS 'Tạm ứng chưa thanh toán cuối năm, đồng. / Advances not settled at the close, in đồng.';
COMMENT ON COLUMN mart.ledger_break.opening_vnd IS 'Số chuyển sang đầu năm sau, đồng. / Carried into the next year, in đồng.';
COMMENT ON COLUMN mart.ledger_break.difference_vnd IS 'Chênh lệch: đầu năm sau trừ cuối năm, đồng. / Opening less closing, in đồng.';
COMMENT ON COLUMN mart.ledger_break.closing_cells IS 'Các ô nói số dư cuối năm: tệp:trang tính!ô. / Cells of the closing: file:sheet!cell.';
COMMENT ON COLUMN mart.ledger_break.opening_cells IS 'Các ô nói số chuyển sang: tệp:trang tính!ô. / Cells of the opening: file:sheet!cell.';
COMMENT ON FUNCTION mart.lines_as_of IS 'Các dòng vốn mới nhất đến một ngày, như kho biết lúc đó, với mọi số tiền. / Lines latest up to a day, as known at a moment, with all their amounts.';
COMMENT ON FUNCTION mart.cells_as_of IS 'Các ô làm nên những dòng đó; cộng lại bằng đúng số của dòng. / The cells behind those lines; they add up to the lines'' amounts.';
COMMENT ON FUNCTION mart.ledger_by_level IS 'Sổ theo năm vốn của một đơn vị, tách theo cấp ngân sách khi chứng từ có tách. / A unit''s ledger split by budget level where the documents split it.';
