-- Nobody asks about the file of this receipt any more.
UPDATE quality.question SET open_until = now()
WHERE file_id = (SELECT file_id FROM quality.receipt WHERE reference = %(reference)s) AND open_until > now()
