-- Which submission took which one's place is as the journal says.
SELECT COALESCE(superseded_id::text, journal.subject) AS subject,
    'quan hệ thay thế khác với nhật ký' AS fault_vi, 'the supersession is not as journalled' AS fault_en
FROM audit.supersession_content
FULL JOIN (SELECT subject, payload FROM audit.journal WHERE kind = 'supersession') AS journal
    ON journal.subject = superseded_id::text
WHERE content IS DISTINCT FROM payload
ORDER BY 1
