"""Mails for heads of units when money is slow: one digest per person and day, and none when there is nothing to say.

find.py says what has to be told to whom, compose.py writes it, outbox.py keeps it until the mail server has taken it,
senders.py knows the mail server of the command line. What is slow, when it is told again and how loudly is data:
include/sql/alerts/<name>.sql and <name>.yml.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from email.message import EmailMessage
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fundflow.alerts.find import Digest
    from fundflow.settings import Settings

Send = Callable[[EmailMessage], None]


def alert(settings: Settings, on: date | None = None, send: Send | None = None) -> dict[str, int]:
    """Writes the digests of the day `on` (today by default) into the outbox and sends what waits there.

    `send` hands one mail to a mail server; by default to the one of the settings. A day asked about twice is told
    once. Answers how many mails were written, sent, and failed for good; `undelivered` names those that went nowhere.
    Raises MailServerError if mails still wait because the server does not take them: trying again later is safe.
    """
    from fundflow.alerts import outbox
    from fundflow.alerts.compose import compose
    from fundflow.alerts.senders import mail_server
    from fundflow.migrations import open_warehouse

    with open_warehouse(settings) as warehouse:
        day = on or settings.today
        with warehouse.transaction():
            outbox.lock(warehouse)
            written = [outbox.add(warehouse, digest, compose(digest, settings)) for digest in _due(warehouse, day)]
        if send is not None:
            delivered = outbox.deliver(warehouse, send)
        else:
            with mail_server(settings) as own_send:
                delivered = outbox.deliver(warehouse, own_send)
    return {"written": sum(written)} | delivered


def preview(settings: Settings, on: date | None = None) -> list[tuple[Digest, EmailMessage]]:
    """The mails that `alert` would write for that day; nothing is stored, nothing sent."""
    from fundflow.alerts.compose import compose
    from fundflow.migrations import open_warehouse

    with open_warehouse(settings) as warehouse:
        return [(digest, compose(digest, settings)) for digest in _due(warehouse, on or settings.today)]


def undelivered(settings: Settings, on: date) -> Sequence:
    """The mails about a day that will not arrive: recipient_id, email, status (refused, failed), last_error."""
    from fundflow.migrations import open_warehouse

    with open_warehouse(settings) as warehouse:
        return warehouse.run_sql("outbox/undelivered", about_day=on)


def _due(warehouse, day: date) -> list[Digest]:
    from fundflow.alerts.find import due_digests

    return due_digests(warehouse, day)
