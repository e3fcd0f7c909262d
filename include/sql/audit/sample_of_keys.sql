-- A random sample of the tables' keys.
SELECT unit_code, component_code, capital_type
FROM (SELECT DISTINCT unit_code, component_code, capital_type FROM mart.line_version) AS key
ORDER BY random()
LIMIT %(sample)s
