-- I1: of every decided file, each row that was read was loaded, held or ignored with its reason.
SELECT sha256 AS subject, 'số dòng đọc, nạp, giữ lại và bỏ qua không khớp' AS fault_vi,
    'rows read, loaded, held and ignored do not add up' AS fault_en
FROM quality.file
WHERE status NOT IN ('received', 'staged') AND rows_read IS DISTINCT FROM rows_loaded + rows_held + rows_ignored
ORDER BY 1
