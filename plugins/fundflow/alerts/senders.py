"""The mail server of the settings, for the command line. Under Airflow the connection fundflow_smtp takes its place."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fundflow.alerts import Send
    from fundflow.settings import Settings

TIMEOUT_SECONDS = 30


@contextmanager
def mail_server(settings: Settings) -> Iterator[Send]:
    """A function that hands over one mail. It connects when there is the first one, and again after a broken line."""
    line = _Line(settings)
    try:
        yield line.send
    finally:
        line.hang_up()


class _Line:
    def __init__(self, settings: Settings):
        self._settings = settings
        self._server: smtplib.SMTP | None = None

    def send(self, message: EmailMessage) -> None:
        """Raises what smtplib raises; outbox.py knows what each means."""
        if self._server is None:
            self._server = self._connected()
        try:
            self._server.send_message(message)
        except smtplib.SMTPServerDisconnected:
            self._server = None
            raise

    def _connected(self) -> smtplib.SMTP:
        settings = self._settings
        server = smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=TIMEOUT_SECONDS)
        if settings.smtp_starttls:
            server.starttls(context=ssl.create_default_context())
        if settings.smtp_user and settings.smtp_password:
            server.login(settings.smtp_user, settings.smtp_password.get_secret_value())
        return server

    def hang_up(self) -> None:
        if self._server is not None:
            try:
                self._server.quit()
            except smtplib.SMTPException:
                self._server.close()
