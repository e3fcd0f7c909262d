-- How often each of these was written, and for which day last to the address that it would go to now. A mail that was
-- refused was not told, nor one that went elsewhere: an address is corrected, a new head comes, test mode ends.
SELECT subject_key, count(*) AS times, max(alert.about_day) FILTER (
        WHERE mail.status <> 'refused' AND mail.email = COALESCE(%(redirect_to)s::text, recipient.email)
    ) AS last_day
FROM quality.alert
JOIN quality.mail USING (mail_id)
LEFT JOIN ref.recipient ON recipient.recipient_id = alert.recipient_id
WHERE subject_key = ANY (%(subject_keys)s)
GROUP BY subject_key
