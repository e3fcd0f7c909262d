-- What each of these receipts says.
UPDATE quality.receipt
SET message = explained.message
FROM jsonb_to_recordset(%(messages)s::jsonb) AS explained (receipt_id bigint, message text)
WHERE receipt.receipt_id = explained.receipt_id
