-- The lines (unit, component, capital type) that these submissions speak of.
SELECT DISTINCT unit_code, component_code, capital_type
FROM core.fact
WHERE submission_id = ANY (%(submissions)s)
