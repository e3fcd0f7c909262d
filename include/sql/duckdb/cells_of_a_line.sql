-- Các ô đang dùng nói về một dòng vốn. / The cells in force that speak of a line of money.
SELECT as_of, measure, amount, source_kind, original_name, sheet, cell, raw_text
FROM 'facts.parquet'
WHERE unit_code = '42.444' AND component_code = 'GNBV.2' AND capital_type = 'SN'
    AND 2023 BETWEEN money_year_first AND money_year_last AND superseded_at IS NULL
ORDER BY as_of, measure, source_kind, sheet, cell;
