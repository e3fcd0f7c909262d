"""A warehouse with a few slow lines, and a mail server that does what a test tells it."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from slow_lines import add_line

from fundflow.warehouse import Warehouse


@pytest.fixture
def warehouse(fresh) -> Iterator[Warehouse]:
    """Vũ Quang: one slow line (10 %), one on pace, and 2022 money that lapses on 31/12/2023; Lộc Hà: on pace."""
    with Warehouse(fresh) as warehouse:
        add_line(warehouse, "42.441", "GNBV.2", 1_234_567_890, 123_456_789)
        add_line(warehouse, "42.441", "GNBV.7.1", 100_000_000, 90_000_000)
        add_line(warehouse, "42.441", "GNBV.3.1", 500_000_000, 400_000_000, year=2022)
        add_line(warehouse, "42.448", "GNBV.2", 900_000_000, 800_000_000)
        yield warehouse


class Script:
    """What the mail server does with each RCPT and DATA: replies in turn, then "250 OK" for ever."""

    def __init__(self) -> None:
        self.received: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.rcpt_replies: list[str] = []
        self.data_replies: list[str] = []

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:
        reply = self.rcpt_replies.pop(0) if self.rcpt_replies else "250 OK"
        if reply.startswith("250"):
            envelope.rcpt_tos.append(address)
        return reply

    async def handle_DATA(self, server, session, envelope) -> str:
        reply = self.data_replies.pop(0) if self.data_replies else "250 OK"
        if reply.startswith("250"):
            self.received.append(message_from_bytes(envelope.content, policy=default))
            self.recipients += envelope.rcpt_tos
        return reply


@pytest.fixture
def script() -> Script:
    return Script()


@pytest.fixture
def mail_settings(fresh, script):
    """Settings whose mail server is a real one on this machine, playing the script."""
    from aiosmtpd.controller import Controller

    from fundflow.house.ports import HOST, free_port

    controller = Controller(script, hostname=HOST, port=free_port(), ready_timeout=60)
    controller.start()
    yield fresh.model_copy(update={"smtp_host": HOST, "smtp_port": controller.port, "smtp_starttls": False})
    controller.stop()
