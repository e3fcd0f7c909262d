-- Reference data: loaded whole from include/reference/*.csv at every start (same columns, same names).
CREATE TABLE ref.component (
    code text PRIMARY KEY, parent text REFERENCES ref.component (code) DEFERRABLE INITIALLY DEFERRED,
    name_vi text NOT NULL, name_en text, level text NOT NULL,  -- programme | project | sub_project | …
    lead_agency text, capital_types text, applicable text NOT NULL DEFAULT 'yes',  -- yes | no | partly
    treasury_code text, currency text NOT NULL DEFAULT 'VND',
    valid_from date, valid_to date, status text NOT NULL, source text
);
CREATE TABLE ref.unit (
    code text NOT NULL, name_vi text NOT NULL, kind text NOT NULL,  -- province | department | district | commune
    parent text, valid_from date NOT NULL, valid_to date, successor text, status text NOT NULL, source text,
    PRIMARY KEY (code, valid_from)
);
CREATE TABLE ref.capital_type (code text PRIMARY KEY, name_vi text NOT NULL, name_en text, status text NOT NULL, source text);
CREATE TABLE ref.budget_level (code text PRIMARY KEY, name_vi text NOT NULL, name_en text, status text NOT NULL, source text);
-- Until when money may be spent, as the law stood: bitemporal (domain: the law of carry-over).
CREATE TABLE ref.law (
    rule_id text PRIMARY KEY,
    money_year_first int NOT NULL, money_year_last int NOT NULL,
    capital_type text NOT NULL,    -- SN | DTPT | *
    programme text NOT NULL,       -- GNBV | DTTS | *
    source_nature text NOT NULL,   -- 12, 15, … | *
    deadline date NOT NULL, document text NOT NULL,
    known_from date NOT NULL, known_to date,   -- half-open: known_from <= day < known_to
    status text NOT NULL, source text
);
CREATE TABLE ref.milestone (
    milestone_id text PRIMARY KEY, kind text NOT NULL,  -- absolute | relative | deadline
    month int, day int, capital_type text NOT NULL, money text NOT NULL,  -- current | carried | all
    threshold_pct numeric, days_before int, valid_from date NOT NULL, valid_to date,
    document text, status text NOT NULL, source text
);
CREATE TABLE ref.report_calendar (
    duty_id text PRIMARY KEY, form text NOT NULL, unit_kind text NOT NULL,  -- district | department | *
    period_month int NOT NULL, period_day int NOT NULL, due_month int NOT NULL, due_day int NOT NULL,
    due_year_offset int NOT NULL DEFAULT 0, valid_from date NOT NULL, valid_to date, status text NOT NULL, source text
);
CREATE TABLE ref.recipient (
    recipient_id text PRIMARY KEY, unit_code text NOT NULL, role text NOT NULL, name_vi text NOT NULL, email text NOT NULL,
    valid_from date, valid_to date, status text NOT NULL
);
-- Which voice is believed first, per measure (1 = first).
CREATE TABLE ref.authority (measure text NOT NULL, source_kind text NOT NULL, rank int NOT NULL, tolerance_vnd numeric NOT NULL DEFAULT 0,
    status text NOT NULL, source text, PRIMARY KEY (measure, source_kind));
