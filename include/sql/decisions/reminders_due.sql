-- What has waited for so long that its decider is reminded on this day.
SELECT waiting.*, unit.name_vi AS unit_name, recipient.recipient_id, recipient.name_vi AS recipient_name,
    recipient.email, %(on_day)s::date - (waiting_since AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS days
FROM quality.waiting
LEFT JOIN ref.recipient ON recipient.recipient_id = waiting.decider_id
    AND (recipient.valid_from IS NULL OR recipient.valid_from <= %(on_day)s)
    AND (recipient.valid_to IS NULL OR recipient.valid_to > %(on_day)s)
LEFT JOIN LATERAL (
    SELECT name_vi FROM ref.unit WHERE unit.code = waiting.unit_code ORDER BY valid_from DESC LIMIT 1
) AS unit ON true
WHERE (waiting_since AT TIME ZONE 'Asia/Ho_Chi_Minh')::date + remind_after_days <= %(on_day)s
    AND NOT EXISTS (
        SELECT FROM quality.reminder
        WHERE reminder.file_id = waiting.file_id AND reminder.about_day + remind_after_days > %(on_day)s
    )
ORDER BY recipient_id, waiting_since, file_id
