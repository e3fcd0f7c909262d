"""What lies in the inbox, or at the paths that somebody names: files that are complete and may be taken in.

Files stay where their senders put them. A file is taken in when it is new, or its size or time changed, and once it
has not changed for settings.settle_seconds: many are still being copied when we first see them. A file's name is
data: no path and no command is ever made of it, and what people see is its cleaned form.
"""

from __future__ import annotations

import os
import stat
import time
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from fundflow.exceptions import InboxMissing, WrongUse
from fundflow.settings import Settings

LOCK_FILES = ("~$", ".~lock.", "._", ".DS_Store", "Thumbs.db", "desktop.ini")
PARTIAL = (".tmp", ".part", ".partial", ".crdownload", ".filepart")
WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv")
LONGEST_NAME = 255
DEEPEST = 8  # folders below a unit's: people drop whole folders, a loop of mounts would never end


@dataclass(frozen=True, slots=True)
class Drop:
    """One file that was put somewhere. `key`: its place in the inbox as bytes, None for a file named by hand."""

    path: Path
    folder_unit: str | None
    size: int
    modified_ns: int
    changed_ns: int
    regular: bool
    key: bytes | None = None

    @property
    def name(self) -> str:
        return clean_name(self.path.name)

    @property
    def seen_as(self) -> tuple[int, int]:
        return self.size, self.modified_ns


def look(settings: Settings, seen: dict[bytes, tuple[int, int]]) -> list[Drop]:
    """The drops of the inbox that are new or changed since they were `seen` (key -> size, mtime); some may be half
    copied still.

    In the order in which they were written. Raises InboxMissing.
    """
    fresh = [drop for drop in walk_inbox(settings.inbox) if drop.key is None or seen.get(drop.key) != drop.seen_as]
    return _in_order(within_quota(fresh, settings.max_files_per_unit))


def at_paths(paths: Iterable[Path], known_units: frozenset[str]) -> list[Drop]:
    """The drops at paths somebody named: files as they are, the workbooks of folders. Raises WrongUse.

    The folder of a file says its unit, where the folder's name is a unit's code.
    """
    drops = []
    for path in paths:
        if not path.exists():
            raise WrongUse(f"Không có tệp {path}. Hãy kiểm tra đường dẫn. / There is no {path}. Check the path.")
        files = [path] if not path.is_dir() else _workbooks_below(path)
        for file in files:
            parent = file.absolute().parent.name
            drops.append(_drop(file, parent if parent in known_units else None))
    return drops


def walk_inbox(inbox: Path) -> Iterator[Drop]:
    """Every file of the inbox but the lock files of office programs. Raises InboxMissing."""
    if not inbox.is_dir():
        raise InboxMissing(
            f"Không thấy thư mục nhận {inbox} (ổ mạng chưa gắn?). Hãy gắn lại. / "
            f"The inbox {inbox} is not there. Mount the share again."
        )
    for entry in _entries(inbox):
        if entry.is_dir(follow_symlinks=False):
            yield from _walk_unit(inbox, entry.path, entry.name, DEEPEST)
        elif not is_lock_file(entry.name):
            yield from _there(Path(entry.path), None, _key(inbox, entry.path))


def settled(drops: Sequence[Drop], settle_seconds: float) -> list[Drop]:
    """Those that do not change any more. One second look is enough for all that changed a moment ago."""
    threshold = time.time_ns() - int(settle_seconds * 1e9)
    changes = {drop.path: max(drop.modified_ns, drop.changed_ns) for drop in drops}
    young = {path: changed for path, changed in changes.items() if changed > threshold}
    if not young:
        return list(drops)
    time.sleep(min(settle_seconds, (max(young.values()) - threshold) / 1e9))  # the share's clock may run ahead
    return [drop for drop in drops if drop.path not in young or _unchanged(drop)]


def within_quota(drops: Iterable[Drop], most: int) -> list[Drop]:
    """The first `most` drops of each unit; what is beyond waits for the next sweep."""
    counts: Counter[str | None] = Counter()
    kept = []
    for drop in drops:
        counts[drop.folder_unit] += 1
        if counts[drop.folder_unit] <= most:
            kept.append(drop)
    return kept


def is_lock_file(name: str) -> bool:
    """Office programs and copy tools leave these beside the file they work on."""
    return name.startswith(LOCK_FILES) or name.lower().endswith(PARTIAL)


def clean_name(name: str) -> str:
    """The name as people may see it: NFC, without control and direction characters, not longer than 255."""
    readable = os.fsencode(name).decode("utf-8", "replace")
    kept = (letter for letter in unicodedata.normalize("NFC", readable) if unicodedata.category(letter)[0] != "C")
    return "".join(kept)[:LONGEST_NAME] or "?"


def _walk_unit(inbox: Path, folder: str, unit: str, depth: int) -> Iterator[Drop]:
    for entry in _entries(folder):
        if entry.is_dir(follow_symlinks=False) and depth:
            yield from _walk_unit(inbox, entry.path, unit, depth - 1)
        elif not is_lock_file(entry.name):
            yield from _there(Path(entry.path), clean_name(unit), _key(inbox, entry.path))


def _entries(folder) -> list[os.DirEntry]:
    """None where somebody has just removed the folder."""
    with suppress(FileNotFoundError), os.scandir(folder) as entries:
        return sorted(entries, key=lambda entry: entry.name)
    return []


def _there(path: Path, folder_unit: str | None, key: bytes) -> list[Drop]:
    """The drop; none if its sender has just taken it back."""
    with suppress(FileNotFoundError):
        return [_drop(path, folder_unit, key)]
    return []


def _workbooks_below(folder: Path) -> list[Path]:
    files = sorted(path for path in folder.rglob("*") if path.suffix.lower() in WORKBOOKS)
    return [path for path in files if path.is_file() and not is_lock_file(path.name)]


def _key(inbox: Path, path: str) -> bytes:
    return os.fsencode(os.path.relpath(path, inbox))


def _drop(path: Path, folder_unit: str | None, key: bytes | None = None) -> Drop:
    state = os.lstat(path)
    regular = stat.S_ISREG(state.st_mode)
    return Drop(path, folder_unit, state.st_size, state.st_mtime_ns, state.st_ctime_ns, regular, key)


def _unchanged(drop: Drop) -> bool:
    try:
        return _drop(drop.path, None).seen_as == drop.seen_as
    except FileNotFoundError:
        return False


def _in_order(drops: Iterable[Drop]) -> list[Drop]:
    return sorted(drops, key=lambda drop: (drop.modified_ns, drop.key))
