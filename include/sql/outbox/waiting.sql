-- Mails that the mail server has not taken yet.
SELECT count(*) AS waiting FROM quality.mail WHERE status = 'pending'
