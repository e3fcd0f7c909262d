-- The findings of a file that stands already are covered by a waiver from now on.
UPDATE quality.finding SET waived_by = %(waiver_id)s
WHERE file_id = %(file_id)s AND rule = %(rule)s AND waived_by IS NULL
