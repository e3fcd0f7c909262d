-- Which unit owed which report, when it came and in what state.
SELECT coverage.unit_code, coverage.unit_name, coverage.form, coverage.period_end, coverage.due_date,
    (coverage.received_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS received_on,
    CASE coverage.state
        WHEN 'reported' THEN 'Đã nộp'
        WHEN 'reported_zero' THEN 'Đã nộp, chưa giải ngân'
        WHEN 'nil_return' THEN 'Đã nộp, không có số liệu'
        WHEN 'held' THEN 'Đã nộp, tệp còn lỗi'
        WHEN 'missing' THEN 'Chưa nộp'
        WHEN 'not_due' THEN 'Chưa đến hạn'
        ELSE coverage.state
    END AS state,
    coverage.days_late,
    (SELECT max(original_name) FROM quality.receipt WHERE receipt.file_id = COALESCE(held_file_id, coverage.file_id))
        AS file
FROM mart.coverage_on(COALESCE(%(about_day)s, %(today)s)) AS coverage
CROSS JOIN mart.data_day
WHERE %(about_day)s::date IS NOT NULL OR coverage.period_end <= data_day.day
ORDER BY coverage.period_end DESC, coverage.unit_code, coverage.form
