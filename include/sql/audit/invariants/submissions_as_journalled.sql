-- Every submission is as the journal says, and none is missing (I6: no completed load without its record).
SELECT COALESCE(submission_content.submission_id::text, journal.payload #>> '{submission,submission_id}') AS subject,
    'lần nạp khác với nhật ký' AS fault_vi, 'the submission is not as journalled' AS fault_en
FROM audit.submission_content
FULL JOIN (SELECT payload FROM audit.journal WHERE kind = 'load') AS journal
    ON (journal.payload #>> '{submission,submission_id}')::bigint = submission_content.submission_id
WHERE content IS DISTINCT FROM payload -> 'submission'
ORDER BY 1
