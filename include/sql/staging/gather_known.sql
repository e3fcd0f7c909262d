-- What the checks across files compare a batch with (staging.known_figure): the figures in force about its units in its
-- budget years, and what these units closed the year before with. Driven by the batch's units and years, so that it reads
-- no more of the warehouse than these. Of each figure: does a file of the batch say it again (the same voice about the same
-- day and key), does one replace it (as a correction replaces all that the file before said of its programme and unit)?
WITH spoken_of AS MATERIALIZED (
    SELECT DISTINCT unit_code, budget_year FROM staging.fund_row WHERE batch_id = %(batch_id)s
)
INSERT INTO staging.known_figure
SELECT figure.*, %(batch_id)s,
    (source_kind, reporting_unit, as_of, component_code, unit_code, capital_type) IN (
        SELECT source_kind, reporting_unit, as_of, component_code, unit_code, capital_type
        FROM staging.fund_row WHERE batch_id = %(batch_id)s
    ),
    (source_kind, reporting_unit, as_of, split_part(component_code, '.', 1), capital_type, unit_code) IN (
        SELECT source_kind, reporting_unit, as_of, split_part(component_code, '.', 1), capital_type, unit_code
        FROM staging.fund_row WHERE batch_id = %(batch_id)s AND source_kind <> 'decision'
    )
FROM staging.figure_in_force AS figure
WHERE unit_code = ANY (ARRAY (SELECT unit_code FROM spoken_of))
    AND budget_year = ANY (ARRAY (SELECT budget_year FROM spoken_of UNION SELECT budget_year - 1 FROM spoken_of))
    AND (source_kind = 'carryover_form' OR budget_year = ANY (ARRAY (SELECT budget_year FROM spoken_of)))
