-- Every file that was ever received, and what became of it.
CREATE TABLE quality.file (
    file_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sha256 text NOT NULL,
    told_by text NOT NULL,                       -- folder and name it came under
    size_bytes bigint NOT NULL,
    first_received_at timestamptz NOT NULL DEFAULT now(),
    -- received -> staged -> accepted | unchanged (same figures as the version in force); received -> rejected;
    -- held: waits for a person
    status text NOT NULL DEFAULT 'received'
        CHECK (status IN ('received', 'staged', 'accepted', 'rejected', 'unchanged', 'held')),
    form text, layout text, source_kind text, unit_code text, folder_unit_code text,
    budget_year int, as_of date, decision_number text, decision_date date,
    subject text,                                -- what a re-submission replaces (core.submission)
    scope text[],                                -- the lines it speaks of: programme, capital type, unit
    content_hash text, rulebook text, code_version text,  -- the rules it was judged by
    attempts int NOT NULL DEFAULT 0,             -- how often it was taken up; a file that kills its reader is held
    batch_id bigint,                             -- its rows in staging.fund_row, while it is staged
    rows_read int, rows_loaded int, rows_held int, rows_ignored int, ignored_reasons jsonb,
    decided_at timestamptz,
    -- Bytes are one file, wherever they are dropped. But those that were rejected, or that say nothing by themselves
    -- (a nil return), are another file under another name or in another folder.
    UNIQUE (sha256, told_by)
);
-- One row per drop: the same bytes dropped twice are two receipts of one file.
CREATE TABLE quality.receipt (
    receipt_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    reference text NOT NULL UNIQUE,              -- what the sender can quote
    file_id bigint REFERENCES quality.file (file_id),
    sha256 text, folder_unit_code text, original_name text NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now(), arrived_at timestamptz,
    status text NOT NULL,                         -- as quality.file.status, or 'duplicate', 'refused'
    message text, rows_loaded int, sums jsonb,    -- sum per measure, in the programme's currency, as text
    answered_at timestamptz                       -- when the answer lay in the sender's outbox
);
CREATE INDEX ON quality.file (status) WHERE status IN ('received', 'staged');
CREATE INDEX ON quality.receipt (file_id);
CREATE INDEX ON quality.receipt (receipt_id) WHERE answered_at IS NULL;
-- What was seen in the inbox: an unchanged file costs one stat(). `path` is bytes, as file systems have them.
CREATE TABLE quality.inbox (
    path bytea PRIMARY KEY, size_bytes bigint NOT NULL, modified_ns bigint NOT NULL,
    seen_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE quality.finding (
    finding_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    file_id bigint NOT NULL REFERENCES quality.file (file_id),
    rule text NOT NULL, rule_version int NOT NULL DEFAULT 1,
    severity text NOT NULL CHECK (severity IN ('error', 'warning', 'info')),
    sheet text, cell text, value text, expected text, difference_vnd numeric, message text NOT NULL,
    found_at timestamptz NOT NULL DEFAULT now(), on_trial boolean NOT NULL DEFAULT false, waived_by bigint
);
CREATE INDEX ON quality.finding (file_id);
