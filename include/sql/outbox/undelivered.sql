-- Mails about a day that will not arrive: the address may not be used, or the mail server gave it back for good.
SELECT recipient_id, email, status, last_error
FROM quality.mail
WHERE about_day = %(about_day)s AND status IN ('refused', 'failed')
ORDER BY recipient_id
