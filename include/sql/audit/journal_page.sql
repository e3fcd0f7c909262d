-- The next entries of the journal after one of them, in their order (journal.py verifies page by page).
SELECT entry_id, at, kind, subject, payload, payload_sha256, prev_hash, hash
FROM audit.journal
WHERE entry_id > %(after)s
ORDER BY entry_id
LIMIT %(page)s
