-- The six rooms of the warehouse.
CREATE SCHEMA ref;      -- reference data, a copy of include/reference
CREATE SCHEMA staging;  -- a batch of files on its way in; emptied when the batch is done
CREATE SCHEMA core;     -- facts: append-only, every value with its cell
CREATE SCHEMA quality;  -- files, receipts, findings, decisions of people
CREATE SCHEMA IF NOT EXISTS audit;    -- the journal: a hash chain over everything that happened
CREATE SCHEMA mart;     -- what people read
