-- Số dư cuối năm trước có bằng số chuyển sang năm sau không? / Does the closing of a year equal the next year's opening?
--
-- VI: Số dư dự toán chuyển sang theo biểu 04-SDKP của năm, so với vốn chuyển sang trong báo cáo mới nhất của năm sau (có
-- hoặc không kèm số dư tạm ứng). Chỉ ghi chỗ không khớp, với ô của cả hai bên.
-- EN: What form 04-SDKP carries out of a year against what the next year's latest report carries in (with or without
-- the open advances). Only what does not meet is shown, with the cells of both sides.
--
-- year: 2022 (năm quyết toán / the year that closes)
-- units: 42 (mã đơn vị bắt đầu bằng / unit codes that begin so; empty: all)
SELECT unit_code, component_code, capital_type, closing_vnd, advance_vnd, opening_vnd,
    COALESCE(opening_vnd, 0) - COALESCE(closing_vnd, 0) AS difference_vnd, closing_file, closing_cells, opening_file,
    opening_cells
FROM mart.opening_break
WHERE closed_year = %(year)s::int AND unit_code ^@ %(units)s::text
ORDER BY unit_code, component_code, capital_type
