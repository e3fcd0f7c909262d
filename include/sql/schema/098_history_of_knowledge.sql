-- What the warehouse knew at a moment, of as many superseded versions as open ones: of those that it no longer holds few
-- were held at any moment. Days are looked for among the others only.
DROP INDEX mart.line_version_daterange_idx;
CREATE INDEX ON mart.line_latest USING gist (daterange(as_of, as_of_next));
CREATE INDEX ON mart.line_earlier_day USING gist (daterange(as_of, as_of_next));
CREATE INDEX ON mart.line_no_longer_held USING gist (tstzrange(known_from, known_to));

-- What was last said of a line's advances, and in which file.
DROP INDEX mart.line_version_unit_code_component_code_capital_type_money_ye_idx;
CREATE INDEX ON mart.line_version (unit_code, component_code, capital_type, money_year_first, money_year_last, as_of DESC)
    INCLUDE (advance_vnd, source_file_id, known_to) WHERE advance_vnd IS NOT NULL;
ANALYZE mart.line_version;
