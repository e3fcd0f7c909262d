-- One receipt per drop. The drop that a file's verdict will answer is `received`; others of the same bytes are
-- `duplicate`; what was not taken in is `refused`. The reference (R-20261123-000123) is what a sender can quote.
WITH dropped AS (
    SELECT nextval(pg_get_serial_sequence('quality.receipt', 'receipt_id')) AS receipt_id, in_order.*
    FROM (
        SELECT * FROM jsonb_to_recordset(%(drops)s::jsonb) AS one (ordinal int, sha256 text, told_by text,
            folder_unit text, name text, arrived_at timestamptz, refusal text)
        ORDER BY ordinal
    ) AS in_order
),
known AS (
    SELECT dropped.*, file.file_id,
        file.status = 'received' AND row_number() OVER (PARTITION BY file.file_id ORDER BY ordinal) = 1
            AND NOT EXISTS (
                SELECT FROM quality.receipt
                WHERE receipt.file_id = file.file_id AND receipt.status = 'received'
            ) AS awaits_verdict
    FROM dropped
    LEFT JOIN LATERAL (
        SELECT file_id, status FROM quality.file
        WHERE file.sha256 = dropped.sha256
        ORDER BY file.told_by = dropped.told_by DESC, file.status = 'accepted' DESC, file_id
        LIMIT 1
    ) AS file ON true
)
INSERT INTO quality.receipt
    (receipt_id, reference, file_id, sha256, folder_unit_code, original_name, arrived_at, status, message)
OVERRIDING SYSTEM VALUE
SELECT receipt_id,
    'R-' || to_char(now() AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYYMMDD') || '-'
        || lpad(receipt_id::text, greatest(6, length(receipt_id::text)), '0'),
    file_id, sha256, folder_unit, name, arrived_at,
    CASE WHEN refusal IS NOT NULL THEN 'refused' WHEN awaits_verdict THEN 'received' ELSE 'duplicate' END,
    refusal
FROM known
ORDER BY receipt_id
RETURNING receipt_id, reference, file_id, sha256, folder_unit_code, original_name, status
