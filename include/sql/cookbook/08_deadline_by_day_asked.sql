-- Tiền này được tiêu đến ngày nào, theo luật của ngày hỏi? / Until when may this money be spent, by the law of the day?
--
-- VI: Cùng một khoản tiền, hỏi vào các ngày khác nhau: luật thay đổi thì thời hạn thay đổi, câu trả lời cũ vẫn đúng cho
-- ngày cũ.
-- EN: The same money asked about on several days: when the law changes the deadline does, and the earlier answer stays
-- right for its day.
--
-- programme: GNBV (chương trình / programme)
-- capital_type: SN (loại vốn / capital type)
-- money_years: {2021,2022,2023} (các năm vốn / money years)
-- days: {2023-09-30,2023-11-30,2025-01-01,2026-01-01} (hỏi vào các ngày / the days asked about)
SELECT money_year, asked_on, deadline_date, deadline_document, deadline_date - asked_on AS days_left
FROM unnest(%(money_years)s::int[]) AS money_year
CROSS JOIN unnest(%(days)s::date[]) AS asked_on
CROSS JOIN LATERAL mart.deadline(money_year, money_year, %(capital_type)s, %(programme)s, NULL, asked_on)
ORDER BY money_year, asked_on
