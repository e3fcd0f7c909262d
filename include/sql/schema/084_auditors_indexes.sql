-- What the auditors' questions look for: the reports of a unit and day, of a year, files by name and day.
CREATE INDEX ON core.submission (unit_code, as_of);
CREATE INDEX ON core.submission (as_of, source_kind);
CREATE INDEX ON core.submission (budget_year, source_kind);
CREATE INDEX ON core.supersession (superseded_at);
CREATE INDEX ON quality.receipt (original_name);
CREATE INDEX ON quality.receipt (received_at);
CREATE INDEX ON quality.file (first_received_at) WHERE status IN ('rejected', 'held');
