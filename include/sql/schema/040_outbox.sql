-- Mails on their way out. A mail and the alerts it carries are written in one transaction before anything is sent, so
-- that no fall of a machine loses or doubles them.
CREATE TABLE quality.mail (
    mail_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    mail_key text NOT NULL UNIQUE,
    recipient_id text NOT NULL,
    email text NOT NULL,
    about_day date NOT NULL,
    subject text NOT NULL,
    content bytea NOT NULL,
    message_id text NOT NULL,
    status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'sent', 'failed', 'refused')),
    attempts int NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL,
    last_error text,
    created_at timestamptz NOT NULL DEFAULT now(),
    sent_at timestamptz
);
CREATE INDEX ON quality.mail (next_attempt_at) WHERE status = 'pending';

CREATE TABLE quality.alert (
    alert_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    alert_key text NOT NULL UNIQUE,
    subject_key text NOT NULL,
    about_day date NOT NULL,
    alert text NOT NULL, rule text NOT NULL, milestone_id text NOT NULL, level text NOT NULL,
    component_code text NOT NULL, unit_code text NOT NULL, capital_type text NOT NULL,
    money_year_first int NOT NULL, money_year_last int NOT NULL,
    threshold numeric, actual numeric, since_date date, why text NOT NULL,
    recipient_id text NOT NULL,
    mail_id bigint NOT NULL REFERENCES quality.mail (mail_id)
);
CREATE INDEX ON quality.alert (subject_key, about_day);
CREATE INDEX ON quality.alert (mail_id);

COMMENT ON TABLE quality.mail IS 'Hộp thư đi: mỗi người nhận, mỗi ngày nhiều nhất một thư. / Outbox: at most one digest per recipient and day.';
COMMENT ON COLUMN quality.mail.mail_id IS 'Số thư. / Number of the mail.';
COMMENT ON COLUMN quality.mail.mail_key IS 'Người nhận | ngày: không gửi hai lần. / recipient|day: never written twice.';
COMMENT ON COLUMN quality.mail.recipient_id IS 'Người nhận trong ref.recipient. / Whom it is for.';
COMMENT ON COLUMN quality.mail.email IS 'Địa chỉ gửi tới. / The address it goes to.';
COMMENT ON COLUMN quality.mail.about_day IS 'Ngày mà thư nói đến. / The day it speaks of.';
COMMENT ON COLUMN quality.mail.subject IS 'Tiêu đề. / Subject.';
COMMENT ON COLUMN quality.mail.content IS 'Toàn văn thư (MIME), gửi lại vẫn y như cũ. / The whole mail; a resend is the same bytes.';
COMMENT ON COLUMN quality.mail.message_id IS 'Mã thư, tính từ mail_key. / Message-ID, made of mail_key: a mail server knows a resend by it.';
COMMENT ON COLUMN quality.mail.status IS 'pending: chờ gửi, sent: đã gửi, failed: không gửi được, refused: địa chỉ không được phép. / State.';
COMMENT ON COLUMN quality.mail.attempts IS 'Số lần đã gửi thử. / Attempts so far.';
COMMENT ON COLUMN quality.mail.next_attempt_at IS 'Không gửi lại trước lúc này. / Not tried again before.';
COMMENT ON COLUMN quality.mail.last_error IS 'Lỗi của lần gửi gần nhất. / What the mail server said last.';
COMMENT ON COLUMN quality.mail.created_at IS 'Lúc viết thư. / When it was written.';
COMMENT ON COLUMN quality.mail.sent_at IS 'Lúc máy chủ thư nhận. / When the mail server took it.';
COMMENT ON TABLE quality.alert IS 'Mỗi dòng vốn đã báo cho ai, theo mốc nào, ngày nào. / What was told to whom, by which rule, on which day.';
COMMENT ON COLUMN quality.alert.alert_id IS 'Số cảnh báo. / Number of the alert.';
COMMENT ON COLUMN quality.alert.alert_key IS 'subject_key | lần nhắc: không báo hai lần. / subject_key|reminder number: never told twice.';
COMMENT ON COLUMN quality.alert.subject_key IS 'Quy tắc | mốc | dòng vốn | người nhận. / rule|milestone|line|recipient.';
COMMENT ON COLUMN quality.alert.about_day IS 'Ngày mà cảnh báo nói đến. / The day it speaks of.';
COMMENT ON COLUMN quality.alert.alert IS 'Tên cảnh báo: include/sql/alerts/<tên>. / The alert''s name.';
COMMENT ON COLUMN quality.alert.rule IS 'Quy tắc. / The rule.';
COMMENT ON COLUMN quality.alert.milestone_id IS 'Mốc trong ref.milestone. / The milestone.';
COMMENT ON COLUMN quality.alert.level IS 'red: khẩn, amber: chậm. / Level.';
COMMENT ON COLUMN quality.alert.component_code IS 'Mã dự án, tiểu dự án. / Component.';
COMMENT ON COLUMN quality.alert.unit_code IS 'Mã đơn vị. / Unit.';
COMMENT ON COLUMN quality.alert.capital_type IS 'Loại vốn: SN, DTPT. / Capital type.';
COMMENT ON COLUMN quality.alert.money_year_first IS 'Năm vốn, đầu. / First money year.';
COMMENT ON COLUMN quality.alert.money_year_last IS 'Năm vốn, cuối. / Last money year.';
COMMENT ON COLUMN quality.alert.threshold IS 'Ngưỡng, theo quy tắc. / Threshold of the rule.';
COMMENT ON COLUMN quality.alert.actual IS 'Số thực tế so với ngưỡng. / The figure that was compared with it.';
COMMENT ON COLUMN quality.alert.since_date IS 'Chậm từ ngày. / Slow since.';
COMMENT ON COLUMN quality.alert.why IS 'Lý do viết cho người đọc. / Why, in words.';
COMMENT ON COLUMN quality.alert.recipient_id IS 'Báo cho ai. / Told to.';
COMMENT ON COLUMN quality.alert.mail_id IS 'Trong thư nào. / In which mail.';
