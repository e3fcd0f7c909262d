-- Every receipt is as the journal says, and none is missing.
SELECT COALESCE(reference, journal.subject) AS subject,
    CASE WHEN content IS NULL THEN 'biên nhận đã bị xóa' WHEN payload IS NULL THEN 'biên nhận không có trong nhật ký'
        ELSE 'biên nhận đã bị sửa' END AS fault_vi,
    CASE WHEN content IS NULL THEN 'the receipt was deleted' WHEN payload IS NULL THEN 'the receipt is not in the journal'
        ELSE 'the receipt was changed' END AS fault_en
FROM audit.receipt_content
FULL JOIN (SELECT subject, payload FROM audit.journal WHERE kind = 'receipt') AS journal ON journal.subject = reference
WHERE content IS DISTINCT FROM payload
ORDER BY 1
