-- A mail into the outbox; no row comes back if this person already has one of that day.
INSERT INTO quality.mail (mail_key, recipient_id, email, about_day, subject, content, message_id, status, next_attempt_at,
    last_error)
VALUES (%(mail_key)s, %(recipient_id)s, %(email)s, %(about_day)s, %(subject)s, %(content)s, %(message_id)s, %(status)s,
    %(now)s, %(last_error)s)
ON CONFLICT (mail_key) DO NOTHING
RETURNING mail_id
