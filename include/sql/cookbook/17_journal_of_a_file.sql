-- Nhật ký nói gì về một tệp, từ lúc nhận đến lúc bị thay thế? / What does the journal say of one workbook?
--
-- VI: Các mục nhật ký về một tệp. Mỗi mục mang mã băm của mục trước: sửa một mục thì `fundflow verify` thấy ngay.
-- EN: The journal's entries about one workbook. Each carries the hash of the one before: a changed entry is found by
-- `fundflow verify`.
--
-- workbook: BC giai ngan T6-2023 444 (dinh chinh).xlsx (tên tệp khi gửi / its name when it was sent)
WITH one AS (
    SELECT reference, file_id, sha256 FROM quality.receipt WHERE original_name = %(workbook)s
),
entry AS (
    SELECT journal.entry_id FROM one JOIN audit.journal ON journal.subject IN (one.reference, one.sha256)
    UNION
    SELECT journal.entry_id FROM one JOIN audit.journal
        ON journal.kind = 'load' AND (journal.payload #>> '{submission,submission_id}')::bigint = one.file_id
    UNION
    SELECT journal.entry_id FROM one JOIN core.submission ON submission_id = file_id
    JOIN audit.journal ON journal.subject = submission.subject AND journal.kind = 'supersession'
        AND one.file_id IN ((payload ->> 'superseded_id')::bigint, (payload ->> 'superseding_id')::bigint)
)
SELECT journal.entry_id, journal.kind, journal.subject, journal.at, left(journal.hash, 12) AS hash_begins
FROM entry JOIN audit.journal USING (entry_id)
ORDER BY journal.entry_id
