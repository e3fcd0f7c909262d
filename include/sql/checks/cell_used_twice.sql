-- One cell is read as one figure. Two figures from one cell mean that a form's description is wrong. (GX cannot name
-- the rows that break a rule over several columns, so the rule lives here.)
WITH repeated AS MATERIALIZED (
    SELECT file_id FROM staging.fund_row
    WHERE batch_id = %(batch_id)s
    GROUP BY file_id, sheet, cell
    HAVING count(*) > 1
)
SELECT file_id, 'cell_used_twice' AS rule, 'error' AS severity, sheet, cell,
    string_agg(raw_text, '; ' ORDER BY row_number) AS value, NULL::text AS expected, NULL::numeric AS difference_vnd,
    'Ô này được đọc thành ' || count(*) || ' số liệu. Hãy báo người quản trị kiểm tra mô tả biểu mẫu. / '
        || 'This cell was read as ' || count(*) || ' figures. Have the form''s description checked.' AS message
FROM staging.fund_row
WHERE EXISTS (SELECT FROM repeated) AND batch_id = %(batch_id)s
    AND file_id = ANY (ARRAY (SELECT DISTINCT file_id FROM repeated))
GROUP BY file_id, sheet, cell
HAVING count(*) > 1
ORDER BY file_id, sheet, cell
