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
    SELECT journal.entry_id FROM one
    JOIN core.supersession ON one.file_id IN (superseded_id, superseding_id)
    JOIN audit.journal ON journal.kind = 'supersession' AND journal.subject = superseded_id::text
)
SELECT journal.entry_id, journal.kind, journal.subject, journal.at, payload ->> 'status' AS verdict
FROM entry JOIN audit.journal USING (entry_id)
ORDER BY journal.entry_id
