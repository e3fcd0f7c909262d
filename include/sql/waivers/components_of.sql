-- The components of the staged figures at some cells: a waiver may be for the lines of one.
SELECT DISTINCT fund_row.file_id, fund_row.sheet, fund_row.cell, component_code
FROM staging.fund_row
JOIN jsonb_to_recordset(%(places)s::jsonb) AS place (file_id bigint, sheet text, cell text)
    USING (file_id, sheet, cell)
WHERE batch_id = %(batch_id)s
