-- Con số này lấy từ ô nào của tệp nào? / Which cells of which workbooks does this figure come from?
--
-- VI: Mọi ô được dùng cho một dòng của bảng tình hình vào một ngày, với nguyên văn trong ô và bộ quy tắc đã xét tệp.
-- Bản gốc của tệp nằm ở kho lưu trữ, đặt tên theo sha256.
-- EN: Every cell that a line of the status uses on a day, with the text in the cell and the rules that judged the file.
-- The original lies in the archive under its sha256.
--
-- unit: 42.444 (đơn vị / unit)
-- component: GNBV.2 (dự án, tiểu dự án / component)
-- capital_type: SN (loại vốn / capital type)
-- money_year: 2023 (năm vốn / money year)
-- on_day: 2023-06-30 (số liệu đến ngày / as of)
-- known_at: now (như đã biết lúc này / as known at this moment)
WITH line AS (
    SELECT budget_year, as_of, money_year_first
    FROM mart.fund_status_as_of(%(on_day)s::date, %(known_at)s::timestamptz)
    WHERE unit_code = %(unit)s AND component_code = %(component)s AND capital_type = %(capital_type)s
        AND %(money_year)s::int BETWEEN money_year_first AND money_year_last
),
word AS (
    SELECT words.*
    FROM mart.words(
        ARRAY[%(unit)s::text], ARRAY[%(component)s::text], ARRAY[%(capital_type)s::text], %(known_at)s::timestamptz
    ) AS words
    JOIN line ON (words.budget_year, words.as_of, words.line_first)
        = (line.budget_year, line.as_of, line.money_year_first)
)
SELECT fact.measure, fact.amount AS amount_vnd, fact.as_of, fact.source_kind,
    (SELECT max(original_name) FROM quality.receipt WHERE receipt.file_id = file.file_id) AS workbook,
    fact.sheet, fact.cell, fact.raw_text, left(file.sha256, 12) AS sha256_begins
FROM word
JOIN core.fact ON fact.submission_id = word.submission_id AND fact.measure = word.measure
    AND fact.unit_code = word.unit_code AND fact.component_code = word.component_code
    AND fact.capital_type = word.capital_type AND fact.money_year_first >= word.money_year_first
    AND fact.money_year_last <= word.money_year_last
JOIN quality.file ON file.file_id = fact.submission_id
ORDER BY fact.measure, fact.as_of, workbook, fact.sheet, fact.cell
