"""The answer to a sender: their own workbook, bad cells coloured, a note in each, and a first sheet that lists all.

An .xlsx or .xlsm is edited in place: only the marked cells, their notes and our list differ from what was sent. Other
formats come back as an .xlsx made of the cells that were read; a file that nobody can open, as the list alone. Marks of
an earlier answer are taken away first, so that a file may go back and forth.
"""

from __future__ import annotations

import logging
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path, PurePath

from fundflow.addresses import address
from fundflow.findings import Finding
from fundflow.reader import fault_list
from fundflow.reader.cells import Workbook
from fundflow.records import Reading
from fundflow.reports.marking.book import Book, SheetPart
from fundflow.reports.marking.fault_list import MEMORY_COLUMN, Entry, list_sheet
from fundflow.reports.marking.marks import FILLS, LEVELS, in_order, note_text
from fundflow.reports.marking.notes import add_notes, remove_notes
from fundflow.reports.marking.package import Package
from fundflow.reports.marking.sheet_cells import (
    Place,
    anchor,
    format_numbers,
    formatted_as,
    merged_ranges,
    place,
    reformat,
)
from fundflow.reports.marking.styles import remembered_fill, solid

SUFFIX = " (cần sửa)"
MACROS = ".xlsm"
MEMORY = chr(64 + MEMORY_COLUMN)

log = logging.getLogger(__name__)


def annotate(path: Path, reading: Reading, out_dir: Path) -> Path:
    """Writes the marked copy of `path` into `out_dir`; answers where it lies: "<name> (cần sửa).xlsx".

    `reading.findings` say what to mark; `path` itself is never changed. Raises OSError where out_dir cannot be written.
    """
    path, out_dir = Path(path), Path(out_dir)
    out_dir.mkdir(parents=True, exist_ok=True)
    target = out_dir / f"{path.stem.removesuffix(SUFFIX)}{SUFFIX}.xlsx"
    with tempfile.TemporaryDirectory() as folder:
        for source in _sources(path, Path(folder)):
            try:
                book = Book(Package(source))
                _take_marks_away(book)
                _mark(book, in_order(reading.findings), _summary(reading))
            except (ValueError, LookupError) as error:  # a part is not as it should be
                log.info("%s cannot be marked: %s", source.name, error)
                continue
            if source is path and path.suffix.lower() == MACROS:
                target = target.with_suffix(MACROS)
            book.save(target)
            return target
    raise AssertionError("an empty workbook can always be marked")


def _sources(path: Path, scratch: Path) -> Iterator[Path]:
    """What to put the marks into: the file itself, else its cells, else nothing but the list."""
    yield path
    from fundflow.reports.marking.rebuilt import rebuilt

    yield rebuilt(_read(path), scratch / "cells.xlsx")
    yield rebuilt(Workbook("xlsx", []), scratch / "list.xlsx")


def _read(path: Path) -> Workbook:
    """The cells of a file of another format; none where it cannot be read."""
    from fundflow.reader.pool import read_files

    [(_, content)] = read_files([path], workers=1)
    return content if isinstance(content, Workbook) else Workbook("xlsx", [])


def _summary(reading: Reading) -> str:
    found = [finding.severity for finding in reading.findings]
    counts = [f"{found.count(severity)} {level.lower()}" for severity, level in LEVELS.items() if severity in found]
    result = ", ".join(counts) or "không có lỗi"
    return f"Tệp: {PurePath(reading.file).name}. Mã tệp: {reading.sha256[:12]}. Kết quả: {result}."


def _mark(book: Book, findings: list[Finding], summary: str) -> None:
    by_sheet: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_sheet[finding.sheet or ""].append(finding)
    entries: dict[int, Entry] = {}
    for sheet in book.sheets():
        if sheet.name in by_sheet:
            entries |= _mark_sheet(book, sheet, by_sheet[sheet.name])
    listed = [entries.get(id(finding)) or Entry(finding) for finding in findings]
    book.put_first(book.free_name(fault_list.NAME), list_sheet(book, listed, summary))


def _mark_sheet(book: Book, sheet: SheetPart, findings: list[Finding]) -> dict[int, Entry]:
    """Colours the cells and writes the notes. Answers each finding's line of the list, by the finding's identity."""
    text = book.package.text(sheet.part)
    merged = merged_ranges(text)
    found: dict[Place, list[Finding]] = defaultdict(list)
    for finding in findings:
        if where := place(finding.cell or ""):
            found[anchor(where, merged)].append(finding)
    marked = {where: at for where, at in found.items() if at[0].severity in FILLS}  # the gravest comes first
    formats = format_numbers(text, set(marked))
    fills = {where: solid(FILLS[at[0].severity]) for where, at in marked.items()}
    book.package.write(
        sheet.part,
        reformat(text, {where: book.styles.painted(formats[where], fill) for where, fill in fills.items()}),
    )
    add_notes(book.package, sheet.part, {where: note_text(at) for where, at in marked.items()})
    before = {where: book.styles.fill_of(formats[where]) for where in marked}
    return {id(each): Entry(each, address(*where), before.get(where, "")) for where, at in found.items() for each in at}


def _take_marks_away(book: Book) -> None:
    """Takes away the list, the fills and the notes of an earlier answer."""
    before: dict[tuple[str, str], str] = {}
    for sheet in book.sheets():
        if sheet.name.startswith(fault_list.NAME) and fault_list.is_fault_list(sheet.name, book.first_text(sheet)):
            before |= {(row.get("C", ""), row.get("D", "")): row.get(MEMORY, "") for row in book.texts(sheet)}
            book.remove(sheet)
    ours = book.styles.formats_in(FILLS.values())
    for sheet in book.sheets():
        if ours:
            _take_fills_away(book, sheet, ours, before)
        remove_notes(book.package, sheet.part)


def _take_fills_away(book: Book, sheet: SheetPart, ours: set[int], before: dict[tuple[str, str], str]) -> None:
    text = book.package.text(sheet.part)
    marked = formatted_as(text, ours)
    fills = {where: remembered_fill(before.get((sheet.name, address(*where)), "")) for where in marked}
    restored = {where: book.styles.painted(number, fills[where]) for where, number in marked.items()}
    book.package.write(sheet.part, reformat(text, restored))
