-- Rows of the batch that is being validated: UNLOGGED, gone when the batch is decided. One column per word of the contract.
CREATE UNLOGGED TABLE staging.fund_row (
    batch_id bigint NOT NULL, row_number bigint NOT NULL, file_id bigint NOT NULL,
    form text, source_kind text, reporting_unit text, budget_year int, as_of date,
    component_code text, unit_code text, capital_type text, budget_level text,
    money_year_first int, money_year_last int, measure text, amount numeric, currency text,
    sheet text, cell text, raw_text text, source_nature text, note text,
    PRIMARY KEY (batch_id, row_number)
);
CREATE SEQUENCE staging.batch;
