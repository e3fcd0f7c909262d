-- Đơn vị nào chưa bao giờ báo cáo, đơn vị nào nợ báo cáo? / Which units never reported, which owe reports?
--
-- VI: Báo cáo có số, báo cáo bằng không, báo cáo không phát sinh, tệp bị giữ lại và không báo cáo là năm chuyện khác
-- nhau; không báo cáo không phải là không đồng.
-- EN: Figures, a reported zero, a nil return, a file held back and silence are five different things; silence is not a
-- zero.
--
-- on_day: 2024-02-15 (hỏi vào ngày / the day asked about)
-- units: 42 (mã đơn vị bắt đầu bằng / unit codes that begin so; empty: all)
SELECT unit_code, unit_name, count(*) FILTER (WHERE state IN ('reported', 'reported_zero')) AS reported,
    count(*) FILTER (WHERE state = 'nil_return') AS nil_returns, count(*) FILTER (WHERE state = 'held') AS held,
    count(*) FILTER (WHERE state = 'missing') AS missing,
    string_agg(form || ' ' || period_end, '; ' ORDER BY period_end, form) FILTER (WHERE state IN ('missing', 'held')) AS owed
FROM mart.coverage_on(%(on_day)s::date)
WHERE unit_code ^@ %(units)s::text
GROUP BY unit_code, unit_name
HAVING count(*) FILTER (WHERE state IN ('missing', 'held')) > 0
ORDER BY missing DESC, held DESC, reported, unit_code
