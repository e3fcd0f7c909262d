"""Known errors of a source, declared in include/corrections/*.yml and mended while the file is read.

A declaration names the file (its SHA-256, or its unit and name), the cell, what it holds, what it should hold, why,
and to whom it was reported. Every correction leaves an info finding at its cell. Where the cell no longer holds the
declared error, the file is refused: the source was mended, or changed otherwise, and the declaration must go.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from fnmatch import fnmatch
from functools import lru_cache, partial
from pathlib import Path, PurePath

import yaml

from fundflow.exceptions import SettingsError
from fundflow.messages import finding
from fundflow.reader.cells import Cell, Workbook
from fundflow.records import Reading
from fundflow.text import tidy

KEYS = {"file", "cells", "reason", "reported_to", "reported_on"}
FILE_KEYS = ({"sha256"}, {"unit", "name"})
CELL_KEYS = {"sheet", "cell", "found", "corrected"}
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Correction:
    """One cell of one file. `found` and `corrected` are texts as the cell shows them; 1234.5 is a number."""

    declared_in: str
    sha256: str | None
    unit: str | None
    name: str | None  # a pattern: "BC giai ngan T9-2023*"
    sheet: str
    cell: str
    found: str
    corrected: str
    reason: str
    reported_to: str
    reported_on: date

    def is_for(self, reading: Reading) -> bool:
        if self.sha256 is not None:
            return self.sha256 == reading.sha256
        return self.unit == reading.folder_unit and fnmatch(PurePath(reading.file).name, self.name or "")


@lru_cache(maxsize=4)
def load(folder: Path) -> tuple[Correction, ...]:
    """Every declared correction. Raises SettingsError that names the file and the key to mend."""
    return tuple(correction for path in sorted(folder.glob("*.yml")) for correction in _read(path))


def apply(workbook: Workbook, reading: Reading, corrections: tuple[Correction, ...]) -> None:
    """Mends the workbook's cells in memory; the archive keeps the original. Each correction leaves its finding."""
    for correction in corrections:
        if correction.is_for(reading):
            _apply(workbook, reading, correction)


def _apply(workbook: Workbook, reading: Reading, correction: Correction) -> None:
    row, position = _find(workbook, correction)
    said = tidy(row[position].text) if row else ""
    at_cell = partial(finding, sheet=correction.sheet, cell=correction.cell, value=said)
    if row is None or said != tidy(correction.found):
        wrong = f"{correction.found} ({correction.declared_in})"
        reading.findings.append(at_cell("correction.stale", expected=wrong))
        return
    row[position] = _corrected(row[position], correction.corrected)
    told = f"{correction.corrected} ({correction.reason}; {correction.reported_to}, {correction.reported_on:%d/%m/%Y})"
    reading.findings.append(at_cell("correction.applied", expected=told))


def _find(workbook: Workbook, correction: Correction) -> tuple[list[Cell] | None, int]:
    """The row of the cell, and its position there."""
    rows = (row for sheet in workbook.sheets if sheet.name == correction.sheet for row in sheet.rows.values())
    places = ((row, place) for row in rows for place, cell in enumerate(row) if cell.address == correction.cell)
    return next(places, (None, 0))


def _corrected(cell: Cell, text: str) -> Cell:
    kind = "number" if NUMBER.fullmatch(text) else "text"
    return replace(cell, kind=kind, text=text, date=None, formula=None)


def _read(path: Path) -> list[Correction]:
    where = f"include/corrections/{path.name}"
    try:
        entry = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as problem:
        raise SettingsError(f"{where}: không đọc được / not readable as YAML: {problem}") from problem
    if not isinstance(entry, dict) or set(entry) != KEYS:
        raise SettingsError(f"{where}: cần đúng các khóa / needs exactly the keys {', '.join(sorted(KEYS))}")
    file = entry["file"]
    if set(file) not in FILE_KEYS:
        raise SettingsError(f"{where}: file cần / needs sha256, hoặc / or unit + name")
    wrong = [cell for cell in entry["cells"] if set(cell) != CELL_KEYS]
    if wrong or not isinstance(entry["reported_on"], date):
        raise SettingsError(f"{where}: cells cần / need {', '.join(sorted(CELL_KEYS))}; reported_on: YYYY-MM-DD")
    return [
        Correction(
            declared_in=path.name,
            sha256=file.get("sha256"),
            unit=file.get("unit"),
            name=file.get("name"),
            **{key: str(cell[key]) for key in CELL_KEYS},
            reason=str(entry["reason"]),
            reported_to=str(entry["reported_to"]),
            reported_on=entry["reported_on"],
        )
        for cell in entry["cells"]
    ]
