-- Where staged rows stand in their workbooks.
SELECT row_number, file_id, sheet, cell, raw_text
FROM staging.fund_row
WHERE batch_id = %(batch_id)s AND row_number = ANY (%(rows)s)
