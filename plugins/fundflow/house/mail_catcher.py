"""A mail server that delivers nothing: every mail becomes an .eml file that a person can open."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from fundflow.house.ports import HOST, free_port

READY_SECONDS = 60  # where no core is free


class _Keeper:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def handle_DATA(self, server, session, envelope) -> str:
        recipient = "".join(c if c.isalnum() or c in ".@-" else "_" for c in envelope.rcpt_tos[0])
        path = self._folder / f"{datetime.now():%Y%m%dT%H%M%S%f}-{recipient[:80]}.eml"
        path.write_bytes(envelope.content)
        return "250 kept"


@contextmanager
def catching(folder: Path) -> Iterator[int]:
    """Receives mails on 127.0.0.1 into `folder` until the block is left; gives the port."""
    from aiosmtpd.controller import Controller

    folder.mkdir(parents=True, exist_ok=True)
    controller = Controller(_Keeper(folder), hostname=HOST, port=free_port(), ready_timeout=READY_SECONDS)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()
