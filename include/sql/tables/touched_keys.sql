-- Every key that a fact speaks of: what a refresh of everything goes through.
SELECT DISTINCT unit_code, component_code, capital_type FROM core.fact ORDER BY unit_code, component_code, capital_type
