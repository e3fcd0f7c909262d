-- The house's day on which a file was judged: what speaks of the future today is right later.
ALTER TABLE quality.file ADD COLUMN judged_on date;
COMMENT ON COLUMN quality.file.judged_on IS 'Xét vào ngày nào (ngày của hệ thống). / The day, as the house has it, on which it was judged.';

-- Who said again what is in force, looked up by what it is about.
CREATE INDEX ON quality.file (subject) WHERE status = 'unchanged';

-- A file's place in the order of arrival: that of its last drop which was judged.
CREATE FUNCTION staging.arrival(file_id bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT COALESCE(max(receipt_id), 0) FROM quality.receipt
    WHERE receipt.file_id = $1 AND status NOT IN ('duplicate', 'refused')
$$;
COMMENT ON FUNCTION staging.arrival IS 'Thứ tự đến của tệp: lần gửi cuối được xét. / A file''s place in the order of arrival: its last drop that was judged.';
