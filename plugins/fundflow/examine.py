"""One file, read and judged: what `fundflow check` prints and what the pipeline stores are the same Reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from fundflow import checkout, completeness, corrections, periods, rules
from fundflow.checkout import CORRECTIONS, FORMS, REFERENCE
from fundflow.consistency import read_and_judge
from fundflow.corrections import Correction
from fundflow.digests import sha256_of
from fundflow.findings import Finding
from fundflow.forms import load_forms
from fundflow.reader import UnreadableFile, open_workbook
from fundflow.records import Reading
from fundflow.reference import Reference

if TYPE_CHECKING:
    from fundflow.settings import Settings


@lru_cache(maxsize=1)
def knowledge() -> tuple[Reference, tuple, tuple[Correction, ...]]:
    """Reference data, forms and corrections, once per process: a child reads hundreds of files.

    The rules are looked up with them: a mistake in ours is told before the first file is read, and rejects none.
    """
    rules.catalogue()
    root = checkout.root()
    return Reference.load(root / REFERENCE), load_forms(root / FORMS), corrections.load(root / CORRECTIONS)


def examine(path: Path | str, folder_unit: str | None = None, name: str | None = None) -> Reading:
    """Read one file and run every rule of the file on it.

    `folder_unit`: the unit whose inbox folder it came in (None: taken from the parent folder's name if that is a unit's
    code). `name`: the name that the sender gave it, where `path` is the archive's. Never raises for what a sender did.
    """
    path = Path(path)
    reference, forms, declared = knowledge()
    if folder_unit is None and reference.is_unit(path.absolute().parent.name):
        folder_unit = path.absolute().parent.name
    reading = Reading(file=name or str(path), sha256="", folder_unit=folder_unit)
    try:
        workbook = open_workbook(path)
        reading.sha256 = sha256_of(path)
    except UnreadableFile as unreadable:
        reading.findings.append(unreadable.finding)
        reading.sha256 = sha256_of(path) if path.is_file() and not path.is_symlink() else ""
        return reading
    corrections.apply(workbook, reading, declared)
    reading = read_and_judge(workbook, reading, reference, forms, periods.today())
    reading.findings += completeness.owed(reading, reading.findings)
    return reading


def examine_files(paths: Iterable[Path], settings: Settings) -> Iterator[tuple[Path, Reading]]:
    """Examine each file in a guarded child; a file that costs its child its life has a finding that says so.

    Raises SettingsError, before any file is read, for a mistake in our own forms or reference data.
    """
    from fundflow.reader.pool import read_in_children

    knowledge()
    for path, outcome in read_in_children(list(paths), _answer, workers=settings.workers):
        if isinstance(outcome, Finding):
            outcome = Reading(file=str(path), sha256=sha256_of(path) if path.is_file() else "", findings=[outcome])
        yield path, outcome


def _answer(path: Path) -> Reading:
    """What the file says and what is wrong with it, without the tables: they stay in the child."""
    reading = examine(path)
    reading.tables = []
    return reading
