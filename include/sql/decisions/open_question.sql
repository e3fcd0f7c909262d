-- A task of Airflow asks about a file; no row comes back if another one does already.
INSERT INTO quality.question (file_id, judged_at, open_until, link)
VALUES (%(file_id)s, %(judged_at)s, %(open_until)s, %(link)s)
ON CONFLICT (file_id) DO UPDATE
SET judged_at = EXCLUDED.judged_at, asked_at = now(), open_until = EXCLUDED.open_until, link = EXCLUDED.link
WHERE question.judged_at <> EXCLUDED.judged_at OR question.open_until <= now() OR question.link = EXCLUDED.link
RETURNING file_id
