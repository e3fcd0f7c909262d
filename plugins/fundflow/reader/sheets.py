"""What every reader shares: a workbook in the making, its limits, its cells far outside any table, its old fonts."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from operator import attrgetter

from fundflow.findings import Finding
from fundflow.reader.cells import Cell, Sheet
from fundflow.reader.errors import refuse
from fundflow.reader.guard import Limits
from fundflow.reader.legacy_fonts import is_western, to_unicode
from fundflow.reader.messages import finding
from fundflow.reader.numbers import SHOWN_IN, STRUCK, day_of_serial, plain, time_text

# A plain text, or pieces with the encoding of their own font ("" where the cell's font holds).
Text = str | list[tuple[str, str]]


def stored(text: Text) -> str:
    """The text as the file holds it."""
    return text if isinstance(text, str) else "".join(piece for _, piece in text)


@dataclass(slots=True)
class Book:
    """A workbook while it is read."""

    limits: Limits
    epoch_1904: bool = False
    cells: int = 0  # in all sheets
    warnings: list[Finding] = field(default_factory=list)
    pending: list[tuple[Sheet, Cell]] = field(default_factory=list)  # formulas without a stored value
    legacy: list[tuple[Cell, Text, str | None]] = field(default_factory=list)  # texts in old fonts, the cell's encoding
    scaled: Cell | None = None  # of the open sheet: the first number shown in thousands, millions …
    struck: Cell | None = None  # of the open sheet: the first number struck through

    def count(self, cells: int) -> None:
        """Takes note of cells read; refuses a file that has too many."""
        self.cells += cells
        if self.cells > self.limits.cells:
            allowed = f"{self.limits.cells:,}"
            raise refuse("file.too_large", found=f"> {allowed} ô/cells", allowed=allowed)

    def text_cell(self, row: int, column: int, text: Text, encoding: str | None, formula: str | None = None) -> Cell:
        """A text cell; one in an old font waits for convert_legacy."""
        cell = Cell(row, column, "text", stored(text), None, formula)
        if encoding or text is not cell.text:
            self.legacy.append((cell, text, encoding))
        return cell

    def number_cell(self, row: int, column: int, digits: str, meaning: str | None, formula: str | None = None) -> Cell:
        """The cell of a number under a format of this meaning (numbers.py). A day that does not exist is a number."""
        if meaning in ("time", "elapsed") and not digits.startswith("-"):
            return Cell(row, column, "text", time_text(digits, meaning == "elapsed"), None, formula)
        if meaning == "date" and (day := day_of_serial(digits, self.epoch_1904)):
            return Cell(row, column, "date", day[1], day[0], formula)
        if meaning in SHOWN_IN:
            shown = plain(Decimal(digits).scaleb(-SHOWN_IN[meaning]))
            cell = Cell(row, column, "number", shown, None, formula, digits)
            self.scaled = self.scaled or cell
            return cell
        cell = Cell(row, column, "number", digits, None, formula)
        if meaning == STRUCK:
            self.struck = self.struck or cell
        return cell

    def convert_legacy(self) -> None:
        """Turns cells in old fonts into Unicode, in place, keeping what was stored."""
        doubtful = any(not is_western(stored(text)) for _, text, _ in self.legacy)
        for cell, text, encoding in self.legacy:
            pieces = [("", text)] if isinstance(text, str) else text
            read = "".join(_convert(piece, own or encoding, doubtful) for own, piece in pieces)
            if read != cell.text:
                cell.text, cell.original = read, cell.text


def _convert(text: str, encoding: str | None, doubtful: bool) -> str:
    return text if encoding in (None, "unicode") else to_unicode(text, encoding, doubtful)


class SheetBuilder:
    """Puts cells in their rows, strays aside."""

    def __init__(self, name: str, book: Book):
        self.sheet, self.book = Sheet(name), book
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.far: list[Cell] = []
        self.unordered: set[int] = set()  # rows whose cells did not come in their order

    def add(self, cell: Cell) -> None:
        if cell.row > self.book.limits.rows or cell.column > self.book.limits.columns:
            self.add_far(cell)
        else:
            cells = self.sheet.rows.setdefault(cell.row, [])
            if cells and cells[-1].column >= cell.column:
                self.unordered.add(cell.row)
            cells.append(cell)
            self.book.count(1)

    def add_far(self, cell: Cell) -> None:
        """A cell outside the limits: a stray, unless there are many."""
        self.far.append(cell)
        if len(self.far) > self.book.limits.far_cells:
            allowed = f"{self.book.limits.rows:,} x {self.book.limits.columns:,}"
            raise refuse("file.too_large", found=f"{self.sheet.name}!{cell.address}", allowed=allowed)

    def _put_in_order(self) -> None:
        """Sorts cells, then rows, where they did not come so; two cells at one place are damage."""
        for row in self.unordered:
            cells = sorted(self.sheet.rows[row], key=attrgetter("column"))
            for left, right in pairwise(cells):
                if left.column == right.column:
                    raise refuse("file.damaged", part=self.sheet.name, reason=f"{left.address} twice")
            self.sheet.rows[row] = cells
        if list(self.sheet.rows) != sorted(self.sheet.rows):
            self.sheet.rows = dict(sorted(self.sheet.rows.items()))

    def finish(self) -> Sheet:
        self._put_in_order()
        self.sheet.hidden_rows = frozenset(self.hidden_rows)
        self.sheet.hidden_columns = frozenset(self.hidden_columns)
        name = self.sheet.name
        self.book.warnings += [
            finding("file.far_cell", sheet=name, cell=cell.address, value=cell.text[:80]) for cell in self.far
        ]
        if cell := self.book.scaled:
            self.book.warnings.append(
                finding("sheet.shown_scaled", sheet=name, cell=cell.address, value=cell.original, shown=cell.text)
            )
        if cell := self.book.struck:
            self.book.warnings.append(finding("sheet.struck_numbers", sheet=name, cell=cell.address, value=cell.text))
        self.book.scaled = self.book.struck = None
        return self.sheet
