-- One receipt per drop. The drop that a file's verdict will answer is `received`; others of the same bytes are
-- `duplicate`; what was not taken in is `refused`. The reference (R-20261123-000123) is what a sender can quote.
WITH drop_ AS (
    SELECT nextval(pg_get_serial_sequence('quality.receipt', 'receipt_id')) AS receipt_id, dropped.*
    FROM (
        SELECT * FROM jsonb_to_recordset(%(drops)s::jsonb)
            AS one (ordinal int, sha256 text, folder_unit text, name text, arrived_at timestamptz, refusal text)
        ORDER BY ordinal
    ) AS dropped
),
known AS (
    SELECT drop_.*, file.file_id,
        file.status = 'received' AND row_number() OVER (PARTITION BY file.file_id ORDER BY ordinal) = 1
            AND NOT EXISTS (
                SELECT FROM quality.receipt
                WHERE receipt.file_id = file.file_id AND receipt.status = 'received'
            ) AS awaits_verdict
    FROM drop_ LEFT JOIN quality.file USING (sha256)
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
