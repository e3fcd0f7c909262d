-- Số liệu nào đã báo cáo rồi mà bị sửa, sửa bao nhiêu? / Which figures were restated, and by how much?
--
-- VI: Từng ô của báo cáo thay thế khác với báo cáo bị thay, trong một khoảng thời gian kho biết đến.
-- EN: Cell by cell, where a report differs from the one it replaced, for replacements within a span of time.
--
-- since: 2021-01-01 (từ lúc / from)
-- until: now (đến lúc / to)
-- units: 42 (mã đơn vị bắt đầu bằng / unit codes that begin so; empty: all)
WITH replaced AS (
    SELECT superseded_id, superseding_id, superseded_at FROM core.supersession
    WHERE superseded_at BETWEEN %(since)s::timestamptz AND %(until)s::timestamptz
),
said AS (
    SELECT replaced.*, fact.*, fact.submission_id = superseding_id AS is_later
    FROM replaced JOIN core.fact ON fact.submission_id IN (superseded_id, superseding_id)
    WHERE fact.unit_code ^@ %(units)s::text
)
SELECT unit_code, component_code, capital_type, money_year_first, money_year_last, as_of, measure,
    sum(amount) FILTER (WHERE NOT is_later) AS before_vnd, sum(amount) FILTER (WHERE is_later) AS after_vnd,
    COALESCE(sum(amount) FILTER (WHERE is_later), 0) - COALESCE(sum(amount) FILTER (WHERE NOT is_later), 0)
        AS difference_vnd,
    string_agg(sheet || '!' || cell, '; ' ORDER BY sheet, cell) FILTER (WHERE NOT is_later) AS cells_before,
    string_agg(sheet || '!' || cell, '; ' ORDER BY sheet, cell) FILTER (WHERE is_later) AS cells_after,
    superseded_id AS file_before, superseding_id AS file_after
FROM said
GROUP BY superseded_at, superseded_id, superseding_id, unit_code, component_code, capital_type, money_year_first,
    money_year_last, as_of, measure
HAVING sum(amount) FILTER (WHERE NOT is_later) IS DISTINCT FROM sum(amount) FILTER (WHERE is_later)
ORDER BY file_before, unit_code, component_code, capital_type, money_year_first, measure
