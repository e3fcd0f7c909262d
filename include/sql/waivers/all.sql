-- Every waiver ever granted, the latest first, with the findings that it covers.
SELECT waiver_id, rule, sha256, unit_code, component_code, sheet, cell, reason, granted_by, granted_at, valid_until,
    revoked_at, revoked_by, revoked_because, (
        SELECT count(*) FROM quality.finding WHERE finding.waived_by = waiver.waiver_id
    ) AS findings
FROM quality.waiver
ORDER BY waiver_id DESC
