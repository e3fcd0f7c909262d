-- The journal: a hash chain over everything that happened (plugins/fundflow/journal.py writes and verifies it).
CREATE TABLE audit.journal (
    entry_id bigint PRIMARY KEY,        -- 1, 2, 3, … without a gap
    at timestamptz NOT NULL,
    kind text NOT NULL,                 -- receipt, decision, load, reference, alert, waiver, …
    subject text NOT NULL,              -- what it is about: a receipt's reference, a file's sha256, a table's name
    payload jsonb NOT NULL,
    payload_sha256 text NOT NULL,       -- of the payload's canonical JSON
    prev_hash text NOT NULL,            -- hash of the entry before; sixty-four zeros for the first
    hash text NOT NULL UNIQUE           -- of entry_id, at, kind, subject, payload_sha256, prev_hash
);
CREATE INDEX ON audit.journal (subject);
CREATE INDEX ON audit.journal (((payload #>> '{submission,submission_id}')::bigint)) WHERE kind = 'load';
-- The chain's head: one row, locked by whoever writes the next entries, so that the chain never forks.
CREATE TABLE audit.chain_head (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row), entry_id bigint NOT NULL, hash text NOT NULL
);
INSERT INTO audit.chain_head (entry_id, hash) VALUES (0, repeat('0', 64));
-- Reference data: which version of each table is loaded.
CREATE TABLE audit.reference_load (
    table_name text PRIMARY KEY, sha256 text NOT NULL, row_count int NOT NULL, loaded_at timestamptz NOT NULL DEFAULT now()
);
