-- What people decide about files: what waits for them, who was asked, what they said, who was reminded.

-- Which findings wait for a person, and how long until somebody is reminded: include/reference/decision_policy.csv.
CREATE TABLE ref.decision_policy (
    rule text PRIMARY KEY,
    matter text NOT NULL CHECK (matter IN ('quarantined', 'unknown_name', 'restated')),
    least_vnd numeric NOT NULL, remind_after_days int NOT NULL CHECK (remind_after_days > 0),
    waiver_days int NOT NULL CHECK (waiver_days > 0), decider_id text NOT NULL, status text NOT NULL, source text
);
COMMENT ON TABLE ref.decision_policy IS 'Phát hiện nào phải chờ người quyết định, và sau bao lâu thì nhắc. / Which findings wait for a person, and when that person is reminded.';
COMMENT ON COLUMN ref.decision_policy.rule IS 'Mã luật; *: mọi lỗi khác. / The rule; *: every other error.';
COMMENT ON COLUMN ref.decision_policy.matter IS 'quarantined: tệp bị giữ, unknown_name: tên lạ, restated: đính chính lớn. / What it is about.';
COMMENT ON COLUMN ref.decision_policy.least_vnd IS 'Chỉ từ tổng chênh lệch này (đồng); chỉ dùng cho cảnh báo. / For warnings: from this sum of differences on, in đồng.';
COMMENT ON COLUMN ref.decision_policy.remind_after_days IS 'Nhắc sau số ngày này, và lặp lại. / Days until a reminder, and between reminders.';
COMMENT ON COLUMN ref.decision_policy.waiver_days IS 'Duyệt có hiệu lực bao nhiêu ngày nếu người duyệt không ghi ngày. / Days that an approval lasts where nobody names a day.';
COMMENT ON COLUMN ref.decision_policy.decider_id IS 'Ai được nhắc (ref.recipient). / Who is reminded (ref.recipient).';
COMMENT ON COLUMN ref.decision_policy.status IS 'sourced: có văn bản; OK: chờ xác nhận. / sourced, or OK: still to be confirmed.';
COMMENT ON COLUMN ref.decision_policy.source IS 'Nguồn và ghi chú. / Where the row comes from.';

CREATE TABLE quality.decision (
    decision_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    file_id bigint NOT NULL REFERENCES quality.file (file_id),
    reference text NOT NULL,
    matter text NOT NULL,
    choice text NOT NULL CHECK (choice IN ('approve', 'reject', 'correct', 'ask')),
    decided_by text NOT NULL CHECK (btrim(decided_by) <> ''),
    reason text NOT NULL CHECK (length(btrim(reason)) >= 10),
    valid_until date,
    through text NOT NULL CHECK (through IN ('airflow', 'command line')),
    judged_at timestamptz NOT NULL,
    decided_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CHECK ((choice = 'approve') = (valid_until IS NOT NULL))
);
CREATE INDEX ON quality.decision (file_id);
SELECT audit.make_append_only('quality.decision');
COMMENT ON TABLE quality.decision IS 'Ai đã quyết định gì về tệp nào, vì sao; chỉ được thêm. / Who decided what about which file, and why; append-only.';
COMMENT ON COLUMN quality.decision.decision_id IS 'Số của quyết định. / Its number.';
COMMENT ON COLUMN quality.decision.file_id IS 'Tệp (quality.file). / The file.';
COMMENT ON COLUMN quality.decision.reference IS 'Biên nhận mà người quyết định nêu. / The receipt that was named.';
COMMENT ON COLUMN quality.decision.matter IS 'Về việc gì (ref.decision_policy). / What it was about.';
COMMENT ON COLUMN quality.decision.choice IS 'approve: duyệt, reject: trả lại, correct: sửa, ask: hỏi đơn vị. / What was chosen.';
COMMENT ON COLUMN quality.decision.decided_by IS 'Ai quyết định. / Who decided.';
COMMENT ON COLUMN quality.decision.reason IS 'Lý do, người kiểm toán sẽ đọc. / Why; auditors read it.';
COMMENT ON COLUMN quality.decision.valid_until IS 'Duyệt đến hết ngày. / Last day of an approval.';
COMMENT ON COLUMN quality.decision.through IS 'Quyết định trên Airflow hay bằng dòng lệnh. / Through Airflow or the command line.';
COMMENT ON COLUMN quality.decision.judged_at IS 'Kết luận nào của máy đã được xem: lúc tệp được xét. / Which verdict was looked at: when the file was judged.';
COMMENT ON COLUMN quality.decision.decided_at IS 'Lúc quyết định. / When.';

-- The task in Airflow that asks about a file. One at a time: two runs never ask the same.
CREATE TABLE quality.question (
    file_id bigint PRIMARY KEY REFERENCES quality.file (file_id),
    judged_at timestamptz NOT NULL, asked_at timestamptz NOT NULL DEFAULT now(), open_until timestamptz NOT NULL,
    link text NOT NULL
);
COMMENT ON TABLE quality.question IS 'Tác vụ Airflow đang hỏi về tệp. / The task in Airflow that asks about a file.';
COMMENT ON COLUMN quality.question.file_id IS 'Tệp (quality.file). / The file.';
COMMENT ON COLUMN quality.question.judged_at IS 'Về kết luận nào: lúc tệp được xét. / About which verdict: when the file was judged.';
COMMENT ON COLUMN quality.question.asked_at IS 'Hỏi lúc. / When it was asked.';
COMMENT ON COLUMN quality.question.open_until IS 'Trước lúc này không hỏi lại. / It is not asked again before.';
COMMENT ON COLUMN quality.question.link IS 'Địa chỉ trang trả lời. / Where it is answered.';

CREATE TABLE quality.reminder (
    file_id bigint NOT NULL REFERENCES quality.file (file_id), about_day date NOT NULL,
    mail_id bigint NOT NULL REFERENCES quality.mail (mail_id),
    PRIMARY KEY (file_id, about_day)
);
COMMENT ON TABLE quality.reminder IS 'Tệp nào đã được nhắc ngày nào. / Which file somebody was reminded of, on which day.';
COMMENT ON COLUMN quality.reminder.file_id IS 'Tệp (quality.file). / The file.';
COMMENT ON COLUMN quality.reminder.about_day IS 'Ngày nhắc. / The day.';
COMMENT ON COLUMN quality.reminder.mail_id IS 'Trong thư nào (quality.mail). / In which mail.';

-- What waits for a person today. A decision closes the verdict it was about; after `correct` and `ask` the matter waits
-- again when the days of its policy are over. Silent: 1. of files that a later one of the same subject has replaced;
-- 2. of files that are being read or judged again.
CREATE VIEW quality.waiting WITH (security_invoker = true) AS
WITH told AS (
    SELECT finding.file_id, finding.rule, policy.matter, policy.remind_after_days, policy.waiver_days, policy.decider_id,
        policy.rule = '*' AS is_general, count(*) AS findings, sum(abs(finding.difference_vnd)) AS difference_vnd
    FROM quality.finding
    JOIN quality.file USING (file_id)
    JOIN ref.decision_policy AS policy ON policy.rule = finding.rule
        OR policy.rule = '*' AND NOT EXISTS (SELECT FROM ref.decision_policy AS own WHERE own.rule = finding.rule)
    WHERE NOT finding.on_trial AND finding.waived_by IS NULL AND (
        finding.severity = 'error' AND file.status = 'rejected'
        OR finding.severity = 'warning' AND file.status = 'accepted' AND policy.rule <> '*'
    )
    GROUP BY finding.file_id, finding.rule, policy.rule
    HAVING bool_or(finding.severity = 'error') OR sum(abs(finding.difference_vnd)) >= policy.least_vnd
    UNION ALL
    SELECT file_id, NULL, matter, remind_after_days, waiver_days, decider_id, true, 0, NULL  -- the system failed on them
    FROM quality.file, ref.decision_policy
    WHERE file.status = 'held' AND decision_policy.rule = '*'
),
matter AS (
    SELECT DISTINCT ON (file_id) file_id, matter, remind_after_days, waiver_days, decider_id,
        array_remove(array_agg(rule) OVER of_file, NULL) AS rules, sum(findings) OVER of_file AS findings,
        sum(difference_vnd) OVER of_file AS difference_vnd
    FROM told
    WINDOW of_file AS (PARTITION BY file_id)
    ORDER BY file_id, is_general, matter
),
receipt AS (
    SELECT DISTINCT ON (file_id) file_id, reference, original_name
    FROM quality.receipt WHERE status NOT IN ('duplicate', 'refused') ORDER BY file_id, receipt_id
),
decision AS (
    SELECT DISTINCT ON (file_id, judged_at) file_id, judged_at, choice, decided_at
    FROM quality.decision ORDER BY file_id, judged_at, decision_id DESC
)
SELECT file.file_id, receipt.reference, receipt.original_name, file.sha256,
    COALESCE(file.unit_code, file.folder_unit_code) AS unit_code, file.status, file.form, file.as_of, file.rows_read,
    matter.matter, matter.rules, matter.findings::int AS findings, matter.difference_vnd, file.decided_at AS judged_at,
    COALESCE(decision.decided_at, file.decided_at) AS waiting_since, decision.choice AS last_choice,
    matter.remind_after_days, matter.waiver_days, matter.decider_id, question.link,
    COALESCE(question.judged_at = file.decided_at AND question.open_until > now(), false) AS is_asked
FROM matter
JOIN quality.file USING (file_id)
JOIN receipt USING (file_id)
LEFT JOIN decision ON decision.file_id = file.file_id AND decision.judged_at = file.decided_at
LEFT JOIN quality.question ON question.file_id = file.file_id
WHERE NOT EXISTS (
        SELECT FROM quality.file AS later
        WHERE later.subject = file.subject AND later.file_id > file.file_id
            AND later.status IN ('staged', 'accepted', 'unchanged')
    )
    AND (decision.choice IS NULL OR decision.choice IN ('correct', 'ask')
        AND decision.decided_at + make_interval(days => matter.remind_after_days) <= now());
COMMENT ON VIEW quality.waiting IS 'Những tệp đang chờ người quyết định. / Files that wait for a person''s decision.';
COMMENT ON COLUMN quality.waiting.file_id IS 'Tệp (quality.file). / The file.';
COMMENT ON COLUMN quality.waiting.reference IS 'Số biên nhận. / Receipt.';
COMMENT ON COLUMN quality.waiting.original_name IS 'Tên tệp người gửi đặt. / The sender''s name of the file.';
COMMENT ON COLUMN quality.waiting.sha256 IS 'Mã băm của tệp. / The file''s hash.';
COMMENT ON COLUMN quality.waiting.unit_code IS 'Đơn vị gửi. / Sender.';
COMMENT ON COLUMN quality.waiting.status IS 'Trạng thái của tệp. / State of the file.';
COMMENT ON COLUMN quality.waiting.form IS 'Biểu mẫu, nếu đọc được. / Form, where it was recognised.';
COMMENT ON COLUMN quality.waiting.as_of IS 'Số liệu đến ngày. / The day the figures speak of.';
COMMENT ON COLUMN quality.waiting.rows_read IS 'Số liệu đã đọc. / Figures that were read.';
COMMENT ON COLUMN quality.waiting.matter IS 'Về việc gì (ref.decision_policy). / What it is about.';
COMMENT ON COLUMN quality.waiting.rules IS 'Những luật phải xem. / The rules it is about.';
COMMENT ON COLUMN quality.waiting.findings IS 'Số phát hiện phải xem. / Findings to be looked at.';
COMMENT ON COLUMN quality.waiting.difference_vnd IS 'Tổng chênh lệch tuyệt đối (đồng). / Sum of absolute differences, in đồng.';
COMMENT ON COLUMN quality.waiting.judged_at IS 'Lúc tệp được xét. / When the file was judged.';
COMMENT ON COLUMN quality.waiting.waiting_since IS 'Chờ từ lúc. / Waiting since.';
COMMENT ON COLUMN quality.waiting.last_choice IS 'Quyết định trước mà việc vẫn chưa xong. / The decision before, where it did not end the matter.';
COMMENT ON COLUMN quality.waiting.remind_after_days IS 'Nhắc sau số ngày này. / Days until a reminder.';
COMMENT ON COLUMN quality.waiting.waiver_days IS 'Duyệt có hiệu lực bao nhiêu ngày. / Days that an approval lasts.';
COMMENT ON COLUMN quality.waiting.decider_id IS 'Ai được nhắc (ref.recipient). / Who is reminded.';
COMMENT ON COLUMN quality.waiting.link IS 'Trang trả lời trên Airflow. / Where it is answered in Airflow.';
COMMENT ON COLUMN quality.waiting.is_asked IS 'Airflow đang hỏi. / A task in Airflow asks now.';
