-- I6: no fact without its submission, no submission without its accepted file.
SELECT DISTINCT fact.submission_id::text AS subject, 'số liệu không thuộc lần nạp nào' AS fault_vi,
    'facts without a completed load' AS fault_en
FROM core.fact LEFT JOIN core.submission USING (submission_id)
WHERE submission.submission_id IS NULL
UNION ALL
SELECT COALESCE(file_id, submission_id)::text, 'tệp được chấp nhận và lần nạp không khớp nhau',
    'accepted files and submissions do not match'
FROM (SELECT file_id FROM quality.file WHERE status = 'accepted') AS accepted
FULL JOIN core.submission ON file_id = submission_id
WHERE file_id IS NULL OR submission_id IS NULL
ORDER BY 1
