-- Who is asked about a unit's file on a day: its head before others; of a unit that is no more, its successor's.
SELECT recipient_id, name_vi, email
FROM ref.recipient
WHERE (unit_code = %(unit)s OR unit_code IN (SELECT successor FROM ref.unit WHERE code = %(unit)s))
    AND (valid_from IS NULL OR valid_from <= %(on_day)s)
    AND (valid_to IS NULL OR valid_to > %(on_day)s)
ORDER BY unit_code <> %(unit)s, role <> 'head', recipient_id
LIMIT 1
