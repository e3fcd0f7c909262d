"""How our sheets look: Times New Roman, thin borders, Vietnamese number formats, A4 landscape, one page wide."""

from __future__ import annotations

from copy import copy
from typing import Any

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from fundflow.reports.marking.xml_text import CONTROL_CHARACTERS
from fundflow.text import FORMULA_STARTS

LONGEST_TEXT = 32_767
FONT = "Times New Roman"
MONEY = '#,##0;-#,##0;"-"'  # an amount of zero is a dash; a missing one is an empty cell
FORMATS = {"money": MONEY, "percent": "0.0%", "number": "#,##0", "date": "dd/mm/yyyy"}
ACROSS = {"money": "right", "percent": "right", "number": "center", "date": "center", "centre": "center"}
LINE_HEIGHT = 15  # points, for 11-point letters
NARROW = 1.15  # letters of this font are narrower than the digits that a column's width counts
MOST_LINES = 25  # Excel's rows are 409 points high at most
MARGINS = {"left": 0.6, "right": 0.5, "top": 0.75, "bottom": 0.75, "header": 0.3, "footer": 0.4}  # inches
A4 = 9


class Look:
    """The cell styles of one workbook, made once: thousands of cells share them."""

    def __init__(self) -> None:
        line = Side(style="thin", color="FF7F7F7F")
        self._border = Border(left=line, right=line, top=line, bottom=line)
        self._styles: dict[tuple[str, bool], StyleArray] = {}

    def _dress(self, cell: Cell, kind: str, bold: bool) -> None:
        """Gives a cell its style; from the second one on by copying, which is ten times faster."""
        if known := self._styles.get((kind, bold)):
            cell._style = copy(known)
            return
        cell.font, cell.border = Font(name=FONT, size=11, bold=bold), self._border
        across = ACROSS.get(kind, "left")
        cell.alignment = Alignment(horizontal=across, vertical="top", wrap_text=kind == "text")
        cell.number_format = FORMATS.get(kind, "General")
        self._styles[kind, bold] = copy(cell._style)

    def cell(self, sheet: Worksheet, row: int, column: int, value: Any, kind: str, bold: bool = False) -> Cell:
        """Writes a value. A text never becomes a formula, also when somebody edits the cell later."""
        cell = sheet.cell(row, column)
        self._dress(cell, kind, bold)
        if isinstance(value, str):
            as_text(cell, value)
        else:
            cell.value = value
        return cell

    def head(self, sheet: Worksheet, lines: list[str], columns: int, unit: str) -> None:
        """The title, then what the sheet is made of, then the unit of money at the right."""
        title, *rest = lines
        self._line(sheet, 1, 1, columns, title, Font(name=FONT, size=14, bold=True), "center")
        for row, text in enumerate(rest, 2):
            font = Font(name=FONT, size=11, italic=True)
            self._line(sheet, row, 1, columns, text, font, "center" if row == 2 else "left")
        unit_cell = sheet.cell(4, columns)
        unit_cell.value, unit_cell.font = unit, Font(name=FONT, size=12, italic=True)
        unit_cell.alignment = Alignment(horizontal="right")

    def _line(self, sheet, row: int, first: int, last: int, text: str, font: Font, across: str) -> None:
        cell = sheet.cell(row, first)
        as_text(cell, text)
        cell.font, cell.alignment = font, Alignment(horizontal=across, vertical="center")
        if row <= 2:
            sheet.merge_cells(start_row=row, start_column=first, end_row=row, end_column=last)
        sheet.row_dimensions[row].height = 24 if row == 1 else 18

    def header_row(self, sheet: Worksheet, row: int, headers: list[tuple[str, int]]) -> None:
        """Headers with their column widths (in characters)."""
        fill = PatternFill("solid", fgColor="FFD9E1F2")
        for column, (text, width) in enumerate(headers, 1):
            cell = sheet.cell(row, column, text)
            cell.font, cell.fill, cell.border = Font(name=FONT, size=11, bold=True), fill, self._border
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
            sheet.column_dimensions[get_column_letter(column)].width = width
        sheet.row_dimensions[row].height = LINE_HEIGHT * max(wrapped_lines(text, width) for text, width in headers) + 6

    def fit_row(self, sheet: Worksheet, row: int, texts: list[tuple[Any, int]]) -> None:
        """Makes a row as high as its longest text needs: not every program does so when it opens a file."""
        wrapped = (wrapped_lines(text, int(width * NARROW)) for text, width in texts if isinstance(text, str))
        lines = max(wrapped, default=1)
        if lines > 1:
            sheet.row_dimensions[row].height = LINE_HEIGHT * min(lines, MOST_LINES)

    def for_paper(self, sheet: Worksheet, header: int, last: int, columns: int, frozen: int, left: str) -> None:
        """Frozen panes, filter, and everything that a printer needs. `frozen`: columns that stay in view."""
        sheet.freeze_panes = sheet.cell(header + 1, frozen + 1)
        sheet.auto_filter.ref = f"A{header}:{get_column_letter(columns)}{max(last, header + 1)}"
        sheet.print_title_rows = f"{header}:{header}"
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A4
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        for side, inches in MARGINS.items():
            setattr(sheet.page_margins, side, inches)
        sheet.print_options.horizontalCentered = True
        sheet.oddFooter.left.text, sheet.oddFooter.right.text = left, "Trang &P/&N"
        sheet.sheet_view.zoomScale = 90


def as_text(cell: Cell, text: str) -> None:
    """A text that begins with = + - @ is a text here, and stays one."""
    cell.value = CONTROL_CHARACTERS.sub("\ufffd", text)[:LONGEST_TEXT]
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(FORMULA_STARTS)


def wrapped_lines(text: str, width: int) -> int:
    """How many lines a text takes in a column so many characters wide; words do not break."""
    lines = 0
    for part in text.split("\n"):
        room = 0
        lines += 1
        for word in part.split(" "):
            if room and room + len(word) + 1 > width:
                lines, room = lines + 1, 0
            lines += max(0, (len(word) - 1) // width)
            room += len(word) + 1
    return lines
