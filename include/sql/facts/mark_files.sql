-- The files whose fate is decided by the build.
UPDATE quality.file
SET status = %(status)s, decided_at = clock_timestamp(), batch_id = NULL,
    rows_loaded = CASE WHEN %(status)s = 'accepted' THEN rows_loaded ELSE 0 END,
    rows_held = CASE WHEN %(status)s = 'accepted' THEN rows_held ELSE rows_held + rows_loaded END
WHERE file_id = ANY (%(files)s)
