-- mart.opening_break brought up to date for the units (touched_units[i]).
WITH fresh AS MATERIALIZED (
    SELECT * FROM mart.opening_breaks(%(touched_units)s::text[])
),
gone AS (
    DELETE FROM mart.opening_break
    WHERE unit_code = ANY (%(touched_units)s::text[])
        AND (unit_code, component_code, capital_type, closed_year) NOT IN (
            SELECT unit_code, component_code, capital_type, closed_year FROM fresh
        )
)
INSERT INTO mart.opening_break
SELECT * FROM fresh
ON CONFLICT (unit_code, component_code, capital_type, closed_year)
DO UPDATE SET closing_vnd = EXCLUDED.closing_vnd, advance_vnd = EXCLUDED.advance_vnd, opening_vnd = EXCLUDED.opening_vnd,
    closing_file = EXCLUDED.closing_file, closing_cells = EXCLUDED.closing_cells, opening_file = EXCLUDED.opening_file,
    opening_cells = EXCLUDED.opening_cells
