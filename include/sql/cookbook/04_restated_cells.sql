-- Số liệu nào đã báo cáo rồi mà bị sửa, sửa bao nhiêu? / Which figures were restated, and by how much?
--
-- VI: Từng ô của báo cáo thay thế khác với báo cáo bị thay, trong một khoảng thời gian kho biết đến.
-- EN: Cell by cell, where a report differs from the one it replaced, for replacements within a span of time.
--
-- since: 2021-01-01 (từ lúc / from)
-- until: now (đến lúc / to)
-- units: 42 (mã đơn vị bắt đầu bằng / unit codes that begin so; empty: all)
SELECT unit_code, component_code, capital_type, money_year_first, money_year_last, as_of, measure, before_vnd, after_vnd,
    COALESCE(after_vnd, 0) - COALESCE(before_vnd, 0) AS difference_vnd, cells_before, cells_after,
    superseded_id AS file_before, superseding_id AS file_after
FROM mart.restatement
WHERE superseded_at BETWEEN %(since)s::timestamptz AND %(until)s::timestamptz AND unit_code ^@ %(units)s::text
ORDER BY file_before, unit_code, component_code, capital_type, money_year_first, measure
