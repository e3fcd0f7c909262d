-- The receipts of a file say what a person decided, and are written into the sender's outbox again.
UPDATE quality.receipt SET message = %(message)s, answered_at = NULL
WHERE file_id = %(file_id)s AND status NOT IN ('duplicate', 'refused')
