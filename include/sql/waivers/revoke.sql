-- A waiver is taken back; it stays on record.
UPDATE quality.waiver
SET revoked_at = clock_timestamp(), revoked_by = %(revoked_by)s, revoked_because = %(because)s
WHERE waiver_id = %(waiver_id)s AND revoked_at IS NULL
RETURNING waiver_id
