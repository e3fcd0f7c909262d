-- Bảng tổng hợp của tỉnh khác báo cáo của đơn vị ở đâu? / Where does the province's summary differ from the units?
--
-- VI: Cùng một đồng do hai văn bản nói: báo cáo của đơn vị được tin trước. Chênh lệch trong dung sai của ref.authority
-- (do làm tròn) không ghi.
-- EN: One and the same đồng said by two documents: the unit's own report speaks first. Differences within the tolerance
-- of ref.authority (rounding) are left out.
--
-- on_day: 2023-09-30 (số liệu đến ngày / as of)
-- units: 42 (mã đơn vị bắt đầu bằng / unit codes that begin so; empty: all)
WITH said AS (
    SELECT fact.* FROM core.submission JOIN core.fact USING (submission_id)
    WHERE submission.as_of = %(on_day)s::date AND submission.source_kind IN ('summary', 'unit_report')
        AND fact.unit_code ^@ %(units)s::text
        AND NOT EXISTS (SELECT FROM core.supersession WHERE superseded_id = submission.submission_id)
),
compared AS (
    SELECT unit_code, component_code, capital_type, measure,
        sum(amount) FILTER (WHERE source_kind = 'unit_report') AS unit_vnd,
        sum(amount) FILTER (WHERE source_kind = 'summary') AS summary_vnd,
        string_agg(sheet || '!' || cell, '; ' ORDER BY sheet, cell) FILTER (WHERE source_kind = 'unit_report') AS unit_cells,
        string_agg(sheet || '!' || cell, '; ' ORDER BY sheet, cell) FILTER (WHERE source_kind = 'summary') AS summary_cells
    FROM said
    GROUP BY unit_code, component_code, capital_type, measure
)
SELECT unit_code, component_code, capital_type, measure, unit_vnd, summary_vnd, summary_vnd - unit_vnd AS difference_vnd,
    unit_cells, summary_cells
FROM compared LEFT JOIN ref.authority USING (measure)
WHERE authority.source_kind = 'summary' AND abs(COALESCE(summary_vnd, 0) - COALESCE(unit_vnd, 0)) > tolerance_vnd
ORDER BY abs(COALESCE(summary_vnd, 0) - COALESCE(unit_vnd, 0)) DESC, unit_code, component_code, capital_type, measure
