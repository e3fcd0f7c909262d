-- Miễn trừ nào đang có hiệu lực, và đã cho qua những gì? / Which waivers are in force, and what did they let in?
--
-- VI: Mỗi miễn trừ có hiệu lực vào ngày hỏi, ai cho phép, vì sao, và từng tệp nhờ đó được nhận: những ô nào sai, số tiền
-- giải ngân trong tệp. Miễn trừ chưa cho qua tệp nào cũng được ghi.
-- EN: Each waiver that holds on the day asked about, who granted it and why, and each workbook that came in by it: the
-- cells at fault and the spending that the workbook reports. A waiver that has let nothing in is shown too.
--
-- on_day: now (hỏi vào ngày / the day asked about)
-- units: 42 (mã đơn vị bắt đầu bằng / unit codes that begin so; empty: all)
WITH asked AS (
    SELECT (%(on_day)s::timestamptz AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS on_day
),
in_force AS (
    SELECT waiver.*, COALESCE(unit_code, (
            SELECT min(COALESCE(file.unit_code, folder_unit_code)) FROM quality.file WHERE file.sha256 = waiver.sha256
        )) AS concerned_unit
    FROM quality.waiver CROSS JOIN asked
    WHERE (granted_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date <= on_day AND valid_until >= on_day
        AND (revoked_at IS NULL OR (revoked_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date > on_day)
),
let_in AS (
    SELECT waived_by AS waiver_id, file_id, count(*) AS findings,
        string_agg(concat_ws('!', sheet, cell), '; ' ORDER BY sheet, cell) AS cells
    FROM quality.finding
    WHERE waived_by IN (SELECT waiver_id FROM in_force)
    GROUP BY waived_by, file_id
)
SELECT waiver_id, in_force.rule, concerned_unit AS unit_code, in_force.component_code, in_force.granted_by, in_force.reason,
    in_force.valid_until, (SELECT max(original_name) FROM quality.receipt WHERE receipt.file_id = let_in.file_id) AS workbook,
    file.status, let_in.findings, let_in.cells, (
        SELECT sum(amount) FROM core.fact WHERE fact.submission_id = let_in.file_id AND measure = 'disbursed'
    ) AS disbursed_vnd
FROM in_force LEFT JOIN let_in USING (waiver_id) LEFT JOIN quality.file USING (file_id)
WHERE concerned_unit ^@ %(units)s::text
ORDER BY waiver_id, workbook
