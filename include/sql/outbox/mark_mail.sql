-- What became of an attempt.
UPDATE quality.mail
SET status = %(status)s, attempts = attempts + 1, last_error = %(last_error)s, next_attempt_at = %(next_attempt_at)s,
    sent_at = CASE WHEN %(status)s = 'sent' THEN %(now)s ELSE sent_at END
WHERE mail_id = %(mail_id)s
