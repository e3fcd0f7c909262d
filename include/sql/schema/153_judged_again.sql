-- The house's day on which a file was judged: what speaks of the future today is right later.
ALTER TABLE quality.file ADD COLUMN judged_on date;
COMMENT ON COLUMN quality.file.judged_on IS 'Xét vào ngày nào (ngày của hệ thống). / The day, as the house has it, on which it was judged.';

-- Who said again what is in force, looked up by what it is about.
CREATE INDEX ON quality.file (subject) WHERE status = 'unchanged';
