"""Ports of this machine."""

from __future__ import annotations

import socket
from contextlib import suppress

HOST = "127.0.0.1"


def free_port(favourite: int = 0) -> int:
    """The favourite where it is free, else any free port of HOST."""
    with suppress(OSError):
        return _bound(favourite)
    return _bound(0)


def _bound(port: int) -> int:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((HOST, port))
        return probe.getsockname()[1]
