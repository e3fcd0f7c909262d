"""Secrets of this home, made when they are first needed: <home>/secrets/<name>, readable by its owner alone."""

from __future__ import annotations

import base64
import os
from contextlib import suppress

from fundflow.settings import Settings


def secret(settings: Settings, name: str) -> str:
    """The secret of that name: 32 random bytes in URL-safe base64, as Airflow's Fernet key wants them."""
    path = settings.home / "secrets" / name
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        _write_once(path)
    return path.read_text()


def _write_once(path) -> None:
    """Of two processes that make the same secret, one wins, and neither reads half of it."""
    aside = path.with_name(f"{path.name}.{os.getpid()}")
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.write(handle, base64.urlsafe_b64encode(os.urandom(32)))
    os.close(handle)
    with suppress(FileExistsError):
        os.link(aside, path)
    aside.unlink()
