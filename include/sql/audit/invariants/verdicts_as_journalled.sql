-- Every verdict on a file, with its findings, is as the journal's last word on it says.
WITH last_word AS (
    SELECT DISTINCT ON ((payload ->> 'file_id')::bigint) (payload ->> 'file_id')::bigint AS file_id, payload
    FROM audit.journal WHERE kind = 'decision' ORDER BY 1, entry_id DESC
)
SELECT COALESCE(verdict_content.sha256, payload ->> 'sha256') AS subject,
    'kết luận hoặc lỗi đã ghi của tệp khác với nhật ký' AS fault_vi,
    'the verdict on the file, or its findings, are not as journalled' AS fault_en
FROM audit.verdict_content
FULL JOIN last_word USING (file_id)
WHERE content IS DISTINCT FROM payload AND (status IS NULL OR status NOT IN ('received', 'staged'))
ORDER BY 1
