"""Airflow's connections, as the domain understands them.

`fundflow_warehouse` (optional): the warehouse, where FUNDFLOW_WAREHOUSE_URL shall not stand in the environment.
`fundflow_smtp`: the mail server.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from email.message import EmailMessage

WAREHOUSE = "fundflow_warehouse"
MAIL = "fundflow_smtp"


def settings():
    """The settings of this task."""
    from airflow.sdk import Connection
    from airflow.sdk.exceptions import AirflowNotFoundException

    from fundflow.settings import load_settings

    try:
        connection = Connection.get(WAREHOUSE)
    except AirflowNotFoundException:
        return load_settings()
    return load_settings(warehouse_url=connection.get_uri().replace("postgres://", "postgresql+psycopg://", 1))


@contextmanager
def post_office() -> Iterator[Callable[[EmailMessage], None]]:
    """A function that hands one mail to the mail server; the connection, TLS and login are the provider's.

    It connects when there is a first mail: a server that is down keeps no digest from being written.
    """
    from smtplib import SMTP

    from airflow.providers.smtp.hooks.smtp import SmtpHook

    class PostOffice(SmtpHook):
        """The hook's own way to send makes HTML without a plain part, and sends again after any error: mails double."""

        def send(self, message: EmailMessage) -> None:
            assert isinstance(self._smtp_client, SMTP)
            self._smtp_client.send_message(message)

    with ExitStack() as open_lines:
        line: PostOffice | None = None

        def send(message: EmailMessage) -> None:
            nonlocal line
            if line is None:
                line = PostOffice(MAIL)
                open_lines.enter_context(line)
            line.send(message)

        yield send
