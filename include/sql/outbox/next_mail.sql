-- The next mail to be sent; another copy of the program that looks at the same time gets another one.
SELECT mail_id, email, content, attempts, created_at
FROM quality.mail
WHERE status = 'pending' AND next_attempt_at <= %(now)s
ORDER BY attempts, mail_id  -- a mail that upsets the server does not stand in the way of the others
LIMIT 1
FOR UPDATE SKIP LOCKED
