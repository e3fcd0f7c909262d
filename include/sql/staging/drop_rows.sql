-- Rows that leave the staging table: of files that were rejected, or whose rows are facts now.
DELETE FROM staging.fund_row WHERE file_id = ANY (%(files)s)
