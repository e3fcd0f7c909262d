"""What the attributes and texts of a <c> element say -> Cell; and the rows of a sheet as they fill."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from fundflow.addresses import column_index
from fundflow.reader.cells import Cell
from fundflow.reader.formulas import SharedFormula
from fundflow.reader.numbers import day_of_iso, plain_digits
from fundflow.reader.sheets import Book, SheetBuilder, Text, stored
from fundflow.reader.xlsx_strings import unescape
from fundflow.reader.xlsx_styles import Styles
from fundflow.reader.xmlparts import damaged, true, unseen, whole

REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384


@dataclass(slots=True)
class XlsxBook(Book):
    """What the sheets of one .xlsx share."""

    strings: list[Text] = field(default_factory=list)
    styles: Styles = field(default_factory=Styles)


class XlsxSheetBuilder(SheetBuilder):
    """Makes cells, and keeps what one cell or row means for the next."""

    def __init__(self, name: str, part: str, book: XlsxBook):
        super().__init__(name, book)
        self.part = part
        self.strings, self.styles = book.strings, book.styles
        self.prefix = ""  # of the part's elements, known once its root was met
        self.columns: dict[str, int] = {}  # letters -> column
        self.shared: dict[str, SharedFormula] = {}
        self.row = 0  # the last one opened
        self.in_order: list[int] = []  # the columns of the last row whose cells came in their order
        self.misplaced = False  # a cell of the open row says that it belongs to another

    def open_row(self, attributes: dict[str, str]) -> int:
        """The number of the row: its own, or the next."""
        self.row = whole(attributes.get("r"), self.row + 1)
        if not 1 <= self.row <= LAST_ROW:
            raise damaged(self.part, f"row {self.row}")
        if unseen(attributes, "ht"):
            self.hidden_rows.add(self.row)
        return self.row

    def place(self, reference: str, row_text: str) -> tuple[int, int]:
        """A cell's address -> (row, column)."""
        match = REFERENCE.fullmatch(reference)
        if match is None or int(match.group(2)) > LAST_ROW:
            raise damaged(self.part, f"cell {reference[:20]}")
        self.misplaced |= match.group(2) != row_text
        return int(match.group(2)), self.column(match.group(1))

    def column(self, letters: str) -> int:
        """ "AB" -> 28, kept for the rows that follow."""
        column = column_index(letters)
        if column > LAST_COLUMN:
            raise damaged(self.part, f"column {letters}")
        self.columns[letters] = column
        return column

    def cell(
        self,
        row: int,
        column: int,
        attributes: dict[str, str],
        value: Text | None,
        formula: str | None,
        formula_attributes: dict[str, str],
    ) -> Cell | None:
        """The cell that an element says; None if it is blank."""
        code = attributes.get("t", "n")
        style = attributes.get("s")
        if formula is not None:
            formula = self._formula_text(row, column, formula, formula_attributes)
            if not value and code != "str" and formula:
                waiting = Cell(row, column, "formula", "=" + formula, None, formula)
                self.book.pending.append((self.sheet, waiting))
                return waiting
        if not value or stored(value).isspace():
            return None
        if code == "s":
            value = self._shared_string(stored(value))
        elif code == "str":
            value = unescape(stored(value))
        elif code in OTHER_KINDS:
            return OTHER_KINDS[code](row, column, stored(value), formula)
        elif code == "n":
            return self._number(row, column, style, stored(value), formula)
        text = stored(value)
        if not text or text.isspace():
            return None
        return self.book.text_cell(row, column, value, self.styles.encodings.get(style), formula)

    def _number(self, row: int, column: int, style: str | None, value: str, formula: str | None) -> Cell:
        digits = plain_digits(value)
        if digits is None:
            return Cell(row, column, "text", value, None, formula)
        return self.book.number_cell(row, column, digits, self.styles.meanings.get(style), formula)

    def _shared_string(self, index: str) -> Text:
        if not index.isdecimal() or int(index) >= len(self.strings):
            raise damaged(self.part, f"shared string {index[:20]}")
        return self.strings[int(index)]

    def _formula_text(self, row: int, column: int, text: str, attributes: dict[str, str]) -> str:
        """The formula as this cell would show it: a shared one is moved from where it was written to here."""
        if attributes.get("t") != "shared":
            return text
        index = attributes.get("si", "")
        if text:
            self.shared[index] = SharedFormula(text, row, column)
        return self.shared[index].at(row, column) if index in self.shared else text

    def close_row(self, row: int, cells: list[Cell]) -> None:
        """Takes in the cells that stood in one <row>."""
        columns = [cell.column for cell in cells]
        limits = self.book.limits
        if columns != self.in_order and columns == sorted(set(columns)):
            self.in_order = columns
        usual = columns == self.in_order and not self.misplaced and row not in self.sheet.rows
        if usual and row <= limits.rows and columns[-1] <= limits.columns:
            self.sheet.rows[row] = cells
            self.book.count(len(cells))
        else:
            for cell in cells:
                self.add(cell)
        self.misplaced = False


def _bool(row: int, column: int, value: str, formula: str | None) -> Cell:
    return Cell(row, column, "bool", "TRUE" if true(value.strip().lower()) else "FALSE", None, formula)


def _error(row: int, column: int, value: str, formula: str | None) -> Cell:
    return Cell(row, column, "error", value.strip(), None, formula)


def _iso_day(row: int, column: int, value: str, formula: str | None) -> Cell:
    day = day_of_iso(value)
    return (
        Cell(row, column, "date", day[1], day[0], formula) if day else Cell(row, column, "text", value, None, formula)
    )


OTHER_KINDS = {"b": _bool, "e": _error, "d": _iso_day}
