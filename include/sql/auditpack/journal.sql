-- The journal's entries about the workbooks of the sample; each hash covers the entry and the hash before it.
SELECT entry_id, at, kind, subject, payload::text AS payload, payload_sha256, prev_hash, hash
FROM audit.journal
WHERE subject = ANY (%(subjects)s::text[])
ORDER BY entry_id
