-- A finding about a whole file that the build itself makes.
INSERT INTO quality.finding (file_id, rule, severity, value, message)
VALUES (%(file_id)s, %(rule)s, %(severity)s, %(value)s, %(message)s)
