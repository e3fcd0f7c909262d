"""One worksheet's XML -> Sheet, in one pass. Written for speed: this loop sees every cell of every workbook.

Cells that hold a style only are no cells. A row or cell without an address follows the one before it. A cell far
outside any table is left out and named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from fundflow.reader.cells import Cell, Sheet, column_index
from fundflow.reader.formulas import SharedFormula
from fundflow.reader.numbers import day_of_iso, plain_digits
from fundflow.reader.sheets import Book, SheetBuilder, Text, number_cell, stored
from fundflow.reader.xlsx_strings import TextCollector, unescape
from fundflow.reader.xlsx_styles import Styles
from fundflow.reader.xmlparts import damaged, feed, new_parser, prefix_of, true, whole

REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384


@dataclass(slots=True)
class XlsxBook(Book):
    """What the sheets of one .xlsx share."""

    strings: list[Text] = field(default_factory=list)
    styles: Styles = field(default_factory=Styles)


def read_sheet(name: str, chunks: Iterable[bytes], part: str, book: XlsxBook) -> Sheet:
    """The sheet; its formulas without stored values wait in book.pending, its texts in old fonts in book.legacy."""
    builder = _XmlBuilder(name, part, book)
    feed(builder.parser, chunks, part)
    return builder.finish()


class _XmlBuilder(SheetBuilder):
    """Makes cells of what expat tells. `root` installs the handlers once the part's own prefix is known."""

    def __init__(self, name: str, part: str, book: XlsxBook):
        super().__init__(name, book)
        self.part = part
        self.columns: dict[str, int] = {}  # letters -> column, only such as lie within the limits
        self.shared: dict[str, SharedFormula] = {}
        self.misplaced = False  # a cell of the open row says that it belongs to another
        self.parser = new_parser()
        self.parser.StartElementHandler = self.root

    def root(self, name: str, _attributes: dict) -> None:
        prefix = prefix_of(name)
        c_tag, v_tag, f_tag, row_tag, is_tag = (prefix + tag for tag in ("c", "v", "f", "row", "is"))
        cut = len(prefix)
        columns, last_column = self.columns, self.book.limits.columns
        strings, moments, encodings = self.book.strings, self.book.styles.moments, self.book.styles.encodings
        pieces: list[str] = []
        inline = TextCollector(pieces)
        cell: dict | None = None  # the attributes of the open <c>
        value: Text | None = None
        formula: str | None = None
        formula_attributes: dict = {}
        in_inline = far_row = False
        row_number, row_text, column = 0, "0", 0
        cells: list[Cell] = []

        def start(name: str, attributes: dict) -> None:
            nonlocal cell, value, formula, formula_attributes, in_inline, far_row, row_number, row_text, column, cells
            if name == c_tag:
                cell, value, formula = attributes, None, None
            elif name == v_tag:
                pieces.clear()
            elif name == row_tag:
                row_number = self._row_number(attributes, row_number)
                row_text, column, cells = str(row_number), 0, []
                far_row = row_number > self.book.limits.rows
            elif name == f_tag:
                pieces.clear()
                formula_attributes = attributes
            elif name == is_tag:
                in_inline = True
                inline.clear()
            elif in_inline:
                inline.start(name[cut:], attributes)
            elif cell is None:
                self._outside(name[cut:], attributes)

        def end(name: str) -> None:
            nonlocal cell, value, formula, in_inline, column
            if name == v_tag:
                value = "".join(pieces)
            elif name == c_tag:
                row, column = row_number, column + 1
                reference = cell.get("r")
                if reference is not None:
                    known = columns.get(reference[: -len(row_text)]) if reference.endswith(row_text) else None
                    if known is None:
                        row, column = self._place(reference, row_text)
                    else:
                        column = known
                made = None
                if value and formula is None:  # the two usual kinds of cell, without a call
                    code, style = cell.get("t"), cell.get("s")
                    if code is None and style not in moments and (digits := plain_digits(value)):
                        made = Cell(row, column, "number", digits)
                    elif code == "s" and style not in encodings and value.isdigit() and int(value) < len(strings):
                        text = strings[int(value)]
                        if text and type(text) is str:
                            made = Cell(row, column, "text", text)
                if made is None and (value or formula is not None):
                    made = self._cell(row, column, cell, value, formula, formula_attributes)
                if made is not None:
                    if far_row or column > last_column:
                        self.add_far(made)
                    else:
                        cells.append(made)
                cell = None
            elif name == row_tag:
                if cells:
                    self._close_row(row_number, cells)
            elif name == f_tag:
                formula = "".join(pieces)
            elif name == is_tag:
                in_inline = False
                value = inline.text()
            elif in_inline:
                inline.end(name[cut:])

        self.parser.StartElementHandler, self.parser.EndElementHandler = start, end
        self.parser.CharacterDataHandler = pieces.append

    def _row_number(self, attributes: dict, previous: int) -> int:
        number = whole(attributes.get("r"), previous + 1)
        if not 1 <= number <= LAST_ROW:
            raise damaged(self.part, f"row {number}")
        if true(attributes.get("hidden")):
            self.hidden_rows.add(number)
        return number

    def _place(self, reference: str, row_text: str) -> tuple[int, int]:
        """A cell's address -> (row, column); the letters are kept for the rows that follow."""
        match = REFERENCE.fullmatch(reference)
        column = column_index(match.group(1)) if match else 0
        if match is None or column > LAST_COLUMN or int(match.group(2)) > LAST_ROW:
            raise damaged(self.part, f"cell {reference[:20]}")
        if column <= self.book.limits.columns and match.group(2) == row_text:
            self.columns[reference[: -len(row_text)]] = column
        self.misplaced |= match.group(2) != row_text
        return int(match.group(2)), column

    def _cell(self, row, column, attributes, value, formula, formula_attributes) -> Cell | None:
        """The cell that an element says; None if it is blank."""
        code = attributes.get("t", "n")
        style = attributes.get("s")
        if formula is not None:
            formula = self._formula_text(row, column, formula, formula_attributes)
            if not value and code != "str" and formula:
                waiting = Cell(row, column, "formula", "=" + formula, None, formula)
                self.book.pending.append((self.sheet, waiting))
                return waiting
        if not value:
            return None
        if code == "n":
            digits = plain_digits(value)
            if digits is None:
                return Cell(row, column, "text", value, None, formula)
            meaning = self.book.styles.moments.get(style)
            return number_cell(row, column, digits, meaning, self.book.epoch_1904, formula)
        if code == "s":
            value = self._shared_string(value)
        elif code == "str":
            value = unescape(value)
        elif code in OTHER_KINDS:
            return OTHER_KINDS[code](row, column, value, formula)
        text = value if type(value) is str else stored(value)
        if not text or text.isspace():
            return None
        return self.book.text_cell(row, column, value, self.book.styles.encodings.get(style), formula)

    def _shared_string(self, index: str) -> Text:
        try:
            return self.book.strings[int(index) if index.isdigit() else -len(self.book.strings) - 1]
        except (IndexError, ValueError):
            raise damaged(self.part, f"shared string {index[:20]}") from None

    def _formula_text(self, row: int, column: int, text: str, attributes: dict) -> str:
        """The formula as this cell would show it: a shared one is moved from where it was written to here."""
        if attributes.get("t") != "shared":
            return text
        index = attributes.get("si", "")
        if text:
            self.shared[index] = SharedFormula(text, row, column)
        return self.shared[index].at(row, column) if index in self.shared else text

    def _close_row(self, row_number: int, cells: list[Cell]) -> None:
        self.book.count(len(cells))
        columns = [cell.column for cell in cells]
        if columns == sorted(set(columns)) and not self.misplaced and row_number not in self.sheet.rows:
            self.sheet.rows[row_number] = cells
            return
        for cell in cells:
            self.sheet.rows.setdefault(cell.row, []).append(cell)
            self.unordered.add(cell.row)
        self.misplaced = False

    def _outside(self, local: str, attributes: dict) -> None:
        """What a sheet says outside its cells: hidden columns, merged ranges."""
        if local == "col" and true(attributes.get("hidden")):
            first, last = whole(attributes.get("min")), whole(attributes.get("max"))
            self.hidden_columns.update(range(first, min(last, self.book.limits.columns) + 1))
        elif local == "mergeCell" and (merged := merged_range(attributes.get("ref", ""))):
            self.sheet.merged.append(merged)


def merged_range(reference: str) -> tuple[int, int, int, int] | None:
    """ "B2:D5" -> (2, 2, 5, 4); None for nonsense or a single cell."""
    corners = [REFERENCE.fullmatch(corner) for corner in reference.split(":")]
    if len(corners) != 2 or None in corners:
        return None
    (first_column, first_row), (last_column, last_row) = (corner.groups() for corner in corners)
    return int(first_row), column_index(first_column), int(last_row), column_index(last_column)


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
