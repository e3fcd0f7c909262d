-- The waivers in force on a day, the narrowest first: the one that names most is the one that is told.
SELECT waiver_id, rule, sha256, unit_code, component_code, sheet, cell, valid_until
FROM quality.waiver
WHERE revoked_at IS NULL AND valid_until >= %(on_day)s
ORDER BY num_nonnulls(sha256, unit_code, component_code, sheet, cell) DESC, waiver_id
