-- A submission is an accepted file: one version of what one voice says of one period. Insert-only.
CREATE TABLE core.submission (
    submission_id bigint PRIMARY KEY REFERENCES quality.file (file_id),
    form text NOT NULL, source_kind text NOT NULL,
    unit_code text NOT NULL,            -- who speaks
    budget_year int NOT NULL, as_of date NOT NULL,
    subject text NOT NULL,              -- form|voice|unit|as_of, or form|voice|unit|year|decision number
    scope text[] NOT NULL,              -- programme|capital type|unit of its lines: a re-submission replaces what
                                        -- has the same subject and a common line of scope
    decision_number text, decision_date date,
    known_from timestamptz NOT NULL,    -- when the warehouse came to know it (its load's commit order)
    content_hash text
);
CREATE INDEX ON core.submission (subject, known_from);
-- Which submission took which one's place, and when. Insert-only: nothing is closed by an UPDATE.
CREATE TABLE core.supersession (
    superseded_id bigint PRIMARY KEY REFERENCES core.submission (submission_id),
    superseding_id bigint NOT NULL REFERENCES core.submission (submission_id),
    superseded_at timestamptz NOT NULL
);
-- Facts: append-only, one row per cell that says an amount.
CREATE TABLE core.fact (
    fact_id bigint GENERATED ALWAYS AS IDENTITY,
    submission_id bigint NOT NULL,
    source_kind text NOT NULL, budget_year int NOT NULL, as_of date NOT NULL, known_from timestamptz NOT NULL,
    component_code text NOT NULL, unit_code text NOT NULL, capital_type text NOT NULL, budget_level text,
    money_year_first int NOT NULL, money_year_last int NOT NULL, measure text NOT NULL,
    amount numeric NOT NULL, currency text NOT NULL DEFAULT 'VND',
    sheet text NOT NULL, cell text NOT NULL, raw_text text, source_nature text, note text,
    CHECK (money_year_first <= money_year_last)
) PARTITION BY RANGE (budget_year);
-- One partition a budget year, to the end of the programme of 2026-2035 and its settlement.
DO $$
BEGIN
    FOR year IN 2021..2037 LOOP
        EXECUTE format('CREATE TABLE core.fact_%s PARTITION OF core.fact FOR VALUES FROM (%s) TO (%s)',
                       year, year, year + 1);
    END LOOP;
END $$;
CREATE TABLE core.fact_other PARTITION OF core.fact DEFAULT;
CREATE INDEX ON core.fact (unit_code, component_code, capital_type, as_of);
CREATE INDEX ON core.fact (submission_id);
CREATE INDEX ON core.supersession (superseding_id);
