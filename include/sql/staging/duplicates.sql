-- What the sender of bytes we already have wants to know: when they came, under which receipt, what became of them.
SELECT receipt.receipt_id, first_receipt.reference,
    to_char(first_receipt.received_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'HH24:MI DD/MM/YYYY') AS received_on, file.status,
    superseding.reference AS replaced_by
FROM quality.receipt
JOIN quality.file USING (file_id)
JOIN LATERAL (
    SELECT reference, received_at FROM quality.receipt AS earlier
    WHERE earlier.file_id = receipt.file_id ORDER BY earlier.receipt_id LIMIT 1
) AS first_receipt ON true
LEFT JOIN core.supersession ON superseded_id = file.file_id
LEFT JOIN LATERAL (
    SELECT reference FROM quality.receipt AS later
    WHERE later.file_id = supersession.superseding_id ORDER BY later.receipt_id LIMIT 1
) AS superseding ON true
WHERE receipt.status = 'duplicate' AND (receipt_id = ANY (%(receipts)s) OR receipt.file_id = ANY (%(files)s))
