"""One file, whatever it is -> Workbook, by the reader of its kind; and what holds for every kind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fundflow.findings import Finding
from fundflow.reader import legacy_fonts
from fundflow.reader.cells import Cell, Sheet, Workbook
from fundflow.reader.errors import UnreadableFile, refuse
from fundflow.reader.fault_list import is_fault_list
from fundflow.reader.guard import Limits, Package, read_regular_file
from fundflow.reader.kinds import NAMES, is_ignored, kind_of
from fundflow.reader.messages import finding

ROWS_NAMED = 10


def open_any(path: Path, limits: Limits) -> Workbook:
    """See fundflow.reader.open_workbook."""
    if is_ignored(path.name):
        raise refuse("file.ignored")
    content = read_regular_file(path, limits)
    workbook = _read(content, limits)
    workbook.sheets = [sheet for sheet in workbook.sheets if not is_fault_list(sheet.name, _first_text(sheet))]
    if not workbook.sheets:
        raise refuse("file.no_sheets")
    _convert_where_no_font_is_named(workbook)
    workbook.warnings += [warning for sheet in workbook.sheets for warning in _hidden(sheet)]
    return workbook


def _read(content: bytes, limits: Limits) -> Workbook:
    """Each reader is loaded when a file of its kind comes: most processes see .xlsx only."""
    match kind_of(content):
        case "xlsx":
            from fundflow.reader.xlsx import read_xlsx

            return read_xlsx(Package(content, limits), limits)
        case "xlsb":
            from fundflow.reader.xlsb import read_xlsb

            return read_xlsb(Package(content, limits), limits)
        case "ods":
            from fundflow.reader.ods import read_ods

            return read_ods(Package(content, limits), limits)
        case "xls":
            return _read_xls(content, limits)
        case "delimited":
            from fundflow.reader.delimited import read_delimited

            return read_delimited(content, limits)
        case "encrypted":
            from fundflow.reader.encryption import decrypted

            return _read(decrypted(content), limits)
        case other:
            kind_vi, kind_en = NAMES[other]
            raise refuse("file.not_a_spreadsheet", kind_vi=kind_vi, kind_en=kind_en)


def _first_text(sheet: Sheet) -> str:
    """What stands in A1."""
    return next((cell.text for cell in sheet.rows.get(1, ()) if cell.column == 1), "")


def _read_xls(content: bytes, limits: Limits) -> Workbook:
    """An .xls says only inside that it is encrypted."""
    from fundflow.reader.encryption import decrypted
    from fundflow.reader.xls import read_xls

    try:
        return read_xls(content, limits)
    except UnreadableFile as refusal:
        if refusal.finding.rule != "file.encrypted":
            raise
        return read_xls(decrypted(content), limits)


def _texts(workbook: Workbook) -> Iterator[Cell]:
    """The texts with accents."""
    cells = (cell for sheet in workbook.sheets for cells in sheet.rows.values() for cell in cells)
    return (cell for cell in cells if cell.kind == "text" and not cell.text.isascii())


def _convert_where_no_font_is_named(workbook: Workbook) -> None:
    """Text of old fonts in a file that does not name them (csv, or retyped styles), told by the whole of the text."""
    encoding = legacy_fonts.detect(cell.text for cell in _texts(workbook))
    if encoding:
        for cell in _texts(workbook):
            cell.text, cell.original = legacy_fonts.convert(cell.text, encoding), cell.text


def _hidden(sheet: Sheet) -> list[Finding]:
    """What a person does not see on the screen but the reader reads."""
    if not sheet.visible:
        return [finding("sheet.hidden", sheet=sheet.name)] if sheet.rows else []
    rows = [row for row in sorted(sheet.hidden_rows) if any(cell.kind == "number" for cell in sheet.rows.get(row, ()))]
    if not rows:
        return []
    named = ", ".join(map(str, rows[:ROWS_NAMED])) + (", …" if len(rows) > ROWS_NAMED else "")
    return [finding("sheet.hidden_rows", sheet=sheet.name, cell=f"A{rows[0]}", rows=named)]
