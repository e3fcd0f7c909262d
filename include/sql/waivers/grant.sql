-- A person lets a fault stand.
INSERT INTO quality.waiver (rule, sha256, unit_code, component_code, sheet, cell, reason, granted_by, valid_until)
VALUES (%(rule)s, %(sha256)s, %(unit)s, %(component)s, %(sheet)s, %(cell)s, %(reason)s, %(granted_by)s, %(valid_until)s)
RETURNING waiver_id
