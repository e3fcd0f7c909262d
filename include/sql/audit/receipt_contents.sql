-- What the journal will say of these receipts.
SELECT reference AS subject, content FROM audit.receipt_content WHERE receipt_id = ANY (%(ids)s) ORDER BY receipt_id
