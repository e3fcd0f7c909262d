"""The outbox: mails are written before they are sent, and stay until a mail server has taken them.

A mail may arrive twice if the machine falls between the server's "taken" and our note of it; its Message-ID is the
same then. It never gets lost, and it is never written twice.
"""

from __future__ import annotations

import smtplib
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from typing import TYPE_CHECKING

from fundflow.alerts.addresses import Addressed, destination, refused
from fundflow.alerts.find import Digest
from fundflow.exceptions import MailServerError
from fundflow.faults import fault_point

if TYPE_CHECKING:
    from fundflow.alerts import Send
    from fundflow.warehouse import Warehouse

FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=5), timedelta(hours=6)
GIVE_UP_AFTER = timedelta(hours=72)
ALERT_COLUMNS = (
    "alert_key", "subject_key", "about_day", "alert", "rule", "milestone_id", "level", "component_code", "unit_code",
    "capital_type", "money_year_first", "money_year_last", "threshold", "actual", "since_date", "why", "recipient_id",
    "mail_id",
)  # fmt: skip
LOCK = "SELECT pg_advisory_xact_lock(hashtext('fundflow.outbox'))"


def lock(warehouse: Warehouse) -> None:
    """Two copies of the program write the digests of a day one after the other."""
    warehouse.query(LOCK)


def add(warehouse: Warehouse, digest: Digest, message: EmailMessage) -> bool:
    """Writes a digest and its alerts, in the open transaction; False if this person has a mail of that day already."""
    mail_id = store(warehouse, digest, message)
    if mail_id is None:
        return False
    _add_alerts(warehouse, digest, mail_id)
    return True


def store(warehouse: Warehouse, letter: Addressed, message: EmailMessage) -> int | None:
    """Writes a mail, in the open transaction: its number; None if a mail of that key was written before."""
    email = destination(letter, warehouse.settings)
    refusal = refused(email, warehouse.settings.mail_domains)
    rows = warehouse.run_sql(
        "outbox/add_mail",
        mail_key=letter.key,
        recipient_id=letter.recipient_id,
        email=email,
        about_day=letter.about_day,
        subject=message["Subject"],
        content=message.as_bytes(),
        message_id=message["Message-ID"],
        status="refused" if refusal else "pending",
        last_error=refusal,
        now=datetime.now(UTC),
    )
    return rows[0].mail_id if rows else None


def _add_alerts(warehouse: Warehouse, digest: Digest, mail_id: int) -> None:
    rows = [
        (
            each.key, each.subject_key, digest.about_day, each.alert, each.rule, each.milestone_id, each.level,
            each.line.component_code, each.line.unit_code, each.line.capital_type, each.line.money_year_first,
            each.line.money_year_last, each.threshold, each.actual, each.since_date, each.why, each.recipient_id,
            mail_id,
        )
        for each in digest.alerts
    ]  # fmt: skip
    warehouse.copy_rows("quality.alert", ALERT_COLUMNS, rows)


def deliver(warehouse: Warehouse, send: Send, now: datetime | None = None) -> dict[str, int]:
    """Sends what is due: {"sent", "failed"}. Raises MailServerError if mails wait because the server takes none."""
    now = now or datetime.now(UTC)
    counts = {"sent": 0, "failed": 0}
    while True:
        with warehouse.transaction():
            due = warehouse.run_sql("outbox/next_mail", now=now)
            if not due:
                return counts
            status, error, server_is_down = _attempt(send, due[0])
            fault_point("F13_mail_sent", warehouse)
            if status == "pending" and now - due[0].created_at > GIVE_UP_AFTER:
                status = "failed"
            pause = min(FIRST_PAUSE * 2 ** min(due[0].attempts, 10), LONGEST_PAUSE)
            warehouse.run_sql(
                "outbox/mark_mail",
                mail_id=due[0].mail_id,
                status=status,
                last_error=error,
                next_attempt_at=now + (timedelta(0) if server_is_down else pause),
                now=now,
            )
        fault_point("F14_mail_marked", warehouse)
        if status in counts:
            counts[status] += 1
        if server_is_down:
            raise _server_is_down(warehouse, error)


def _attempt(send: Send, mail) -> tuple[str, str | None, bool]:
    """Tries one mail: its new status, what the server said, and whether no other mail would fare better."""
    try:
        send(message_from_bytes(bytes(mail.content), policy=SMTP))
    except smtplib.SMTPRecipientsRefused as error:
        code, words = next(iter(error.recipients.values()))
        return _after(code), f"{code} {_words(words)}", False
    except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
        return _after(error.smtp_code), f"{error.smtp_code} {_words(error.smtp_error)}", error.smtp_code == 421
    except (smtplib.SMTPException, OSError) as error:  # no connection, no login, no TLS, cut off
        return "pending", f"{type(error).__name__}: {error}", True
    return "sent", None, False


def _after(code: int) -> str:
    """4xx: later; 5xx: never."""
    return "failed" if code >= 500 else "pending"


def _words(reply: bytes | str) -> str:
    return reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply


def _server_is_down(warehouse: Warehouse, error: str | None) -> MailServerError:
    [row] = warehouse.run_sql("outbox/waiting")
    return MailServerError(
        f"Máy chủ thư không nhận thư ({error}); {row.waiting} thư đang chờ và sẽ được gửi ở lần chạy sau. Hãy kiểm tra "
        f"FUNDFLOW_SMTP_HOST. / The mail server takes no mail; {row.waiting} wait for the next run. Check the server."
    )
