"""The bytes of every file ever received, kept read-only under their sha256: the root of every re-run and audit.

A drop is copied once, from one open descriptor, into a private spool; what is hashed is what is kept and what is
read. The copy is on disk (fsync) before it gets its name, and the name before the ledger speaks of it.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import stat
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fundflow.exceptions import DiskFull
from fundflow.faults import fault_point
from fundflow.loading.sweep import Drop

if TYPE_CHECKING:
    from fundflow.warehouse import Warehouse

CHUNK = 1 << 20
COPIERS = 8  # threads: they wait for the disk
FULL = (errno.ENOSPC, errno.EDQUOT)


@dataclass(frozen=True, slots=True)
class Kept:
    """A drop and what became of its bytes: `sha256`, or why they were not taken (`refusal`, a word of receipts)."""

    drop: Drop
    sha256: str | None = None
    size: int = 0
    refusal: str | None = None


def path_of(archive: Path, sha256: str) -> Path:
    return archive / sha256[:2] / sha256


def keep_all(warehouse: Warehouse, drops: list[Drop]) -> list[Kept]:
    """Archives the bytes of each drop; in the order given. A file that changes meanwhile is left for the next sweep.

    Raises DiskFull: nothing is lost, the files stay where they lie.
    """
    _require_space(warehouse.settings)
    with ThreadPoolExecutor(COPIERS) as copiers:
        kept = [one for one in copiers.map(lambda drop: _keep(warehouse, drop), drops) if one is not None]
        list(copiers.map(_sync, _folders_of(warehouse.settings.archive, kept)))
    fault_point("F12_archived", warehouse)
    return kept


def _keep(warehouse: Warehouse, drop: Drop) -> Kept | None:
    if not drop.regular:
        return Kept(drop, refusal="not_a_file")
    if drop.size > warehouse.settings.max_file_mb << 20:
        return Kept(drop, refusal="too_large")
    try:
        return _copy(warehouse, drop)
    except OSError as error:
        if error.errno in FULL:
            raise _disk_full() from error
        if error.errno in (errno.ENOENT, errno.ELOOP, errno.EACCES, errno.EPERM):
            return Kept(drop, refusal="unreadable") if drop.path.is_file() else None
        raise


def _copy(warehouse: Warehouse, drop: Drop) -> Kept | None:
    spool = _spool(warehouse.settings) / f"{uuid.uuid4().hex}.part"
    try:
        sha256, size = _copy_once(drop.path, spool)
        fault_point("F1_spooled", warehouse)
        if size != drop.size:
            return None
        fault_point("F2_hashed", warehouse)
        _put_into_place(spool, path_of(warehouse.settings.archive, sha256))
        return Kept(drop, sha256, size)
    finally:
        spool.unlink(missing_ok=True)


def _copy_once(source: Path, spool: Path) -> tuple[str, int]:
    """Copies through one descriptor, which cannot be a link, a pipe or a device: hash and size of what was copied."""
    descriptor = os.open(source, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as reading, spool.open("xb") as writing:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.ELOOP, "not a regular file")
        digest, size = hashlib.sha256(), 0
        while chunk := reading.read(CHUNK):
            digest.update(chunk)
            writing.write(chunk)
            size += len(chunk)
        writing.flush()
        os.fsync(writing.fileno())
    return digest.hexdigest(), size


def _put_into_place(spool: Path, place: Path) -> None:
    if place.exists() and place.stat().st_size == spool.stat().st_size:
        return
    spool.chmod(0o440)
    place.parent.mkdir(parents=True, exist_ok=True)
    os.rename(spool, place)


def _folders_of(archive: Path, kept: list[Kept]) -> set[Path]:
    """Where the names of these stand, also of those that an earlier run put there: it may not have come to its end."""
    return {archive, *(path_of(archive, one.sha256).parent for one in kept if one.sha256)}


def _sync(folder: Path) -> None:
    """A new name is on disk once its folder is."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _spool(settings) -> Path:
    """Beside the archive, so that a rename moves no bytes."""
    folder = settings.archive / ".spool"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _require_space(settings) -> None:
    settings.archive.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(settings.archive).free < settings.min_free_mb << 20:
        raise _disk_full()


def _disk_full() -> DiskFull:
    return DiskFull(
        "Hết dung lượng lưu trữ; tệp vẫn nằm ở thư mục nhận. Hãy giải phóng ổ đĩa rồi chạy lại. / "
        "The disk is full; the files stay in the inbox. Free some space and run again."
    )
