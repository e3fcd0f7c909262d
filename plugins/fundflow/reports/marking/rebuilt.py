"""A workbook made of the cells that were read: the answer to a sender whose format cannot be edited in place."""

from __future__ import annotations

import re
from pathlib import Path

from openpyxl import Workbook as NewWorkbook

from fundflow.reader.cells import Cell, Workbook
from fundflow.reports.marking.xml_text import CONTROL_CHARACTERS
from fundflow.reports.sheet_look import as_text

NOT_IN_NAMES = re.compile(rf"[\[\]:*?/\\]|{CONTROL_CHARACTERS.pattern}")  # of sheets in Excel
EXACT_DIGITS = 15  # a spreadsheet's numbers hold no more; longer ones are written as the text that they are


def rebuilt(read: Workbook, target: Path) -> Path:
    """Writes the cells of `read`, at their addresses, as an .xlsx. Texts stay texts, whatever they begin with."""
    book = NewWorkbook()
    book.remove(book.active)
    for index, sheet in enumerate(read.sheets, 1):
        page = book.create_sheet(NOT_IN_NAMES.sub(" ", sheet.name)[:31] or f"Sheet{index}")
        page.sheet_state = "visible" if sheet.visible else "hidden"
        for row in sheet.rows.values():
            for cell in row:
                _write(page.cell(cell.row, cell.column), cell)
        for first_row, first_column, last_row, last_column in sheet.merged:
            page.merge_cells(None, first_row, first_column, last_row, last_column)
    if not any(sheet.visible for sheet in read.sheets):
        book.create_sheet("Sheet1")
    book.save(target)
    return target


def _write(place, cell: Cell) -> None:
    if cell.kind == "number" and cell.number is not None and len(cell.number.as_tuple().digits) <= EXACT_DIGITS:
        place.value = cell.number
    elif cell.kind == "date" and cell.date is not None:
        place.value, place.number_format = cell.date, "dd/mm/yyyy"
    else:
        as_text(place, cell.original or cell.text)
