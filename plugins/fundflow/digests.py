"""SHA-256: the name by which a file is known, wherever it lies and whatever its sender called it."""

from __future__ import annotations

import hashlib
from pathlib import Path


def sha256_of(path: Path) -> str:
    """The hexadecimal digest of a file's bytes, however large it is."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
