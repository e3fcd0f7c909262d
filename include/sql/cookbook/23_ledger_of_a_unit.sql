-- Sổ theo năm vốn của một đơn vị: mở đầu, thêm bớt, kết thúc? / What does the ledger of one unit's money years say?
--
-- VI: Mọi năm vốn, mọi năm ngân sách của một đơn vị: số dư đầu, chuyển sang, giao, điều chỉnh, chi, tạm ứng, hủy, nộp trả,
-- chuyển đi, số dư cuối. Dưới dòng chung là từng cấp ngân sách, khi chứng từ có tách; chứng từ không tách số chi thì cấp
-- không có số dư.
-- EN: All money years and budget years of a unit: opening, carried in, allocated, adjusted, spent, advances, cancelled,
-- returned, carried out, closing. Below a line stand the budget levels where documents split it; where they do not split
-- the spending, a level has no closing.
--
-- unit: 42.444 (đơn vị / unit)
WITH part AS (
    SELECT *, count(*) OVER (PARTITION BY component_code, capital_type, money_year_first, money_year_last, budget_year) AS parts
    FROM mart.ledger_by_level(%(unit)s::text)
)
SELECT component_code, capital_type, money_year_first, money_year_last, budget_year,
    COALESCE(budget_level, 'mọi cấp / all levels') AS budget_level, opening_vnd, carried_in_vnd, allocated_vnd, adjusted_vnd,
    disbursed_vnd, advance_outstanding_vnd, cancelled_vnd, returned_vnd, carried_out_vnd, closing_vnd
FROM mart.ledger
WHERE unit_code = %(unit)s::text
UNION ALL
SELECT component_code, capital_type, money_year_first, money_year_last, budget_year,
    COALESCE(budget_level, 'không tách / not split'), opening_vnd, carried_in_vnd, allocated_vnd, adjusted_vnd,
    disbursed_vnd, advance_outstanding_vnd, cancelled_vnd, returned_vnd, carried_out_vnd, closing_vnd
FROM part
WHERE parts > 1
ORDER BY component_code, capital_type, money_year_first, money_year_last, budget_year, budget_level DESC
