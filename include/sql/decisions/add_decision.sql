-- What a person decided about a file.
INSERT INTO quality.decision (file_id, reference, matter, choice, decided_by, reason, valid_until, through, judged_at)
VALUES (%(file_id)s, %(reference)s, %(matter)s, %(choice)s, %(decided_by)s, %(reason)s, %(valid_until)s, %(through)s,
    %(judged_at)s)
RETURNING decision_id
