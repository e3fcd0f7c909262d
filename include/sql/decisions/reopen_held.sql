-- A file that the system failed on is read once more.
UPDATE quality.file SET status = 'received', attempts = 0 WHERE file_id = %(file_id)s AND status = 'held'
