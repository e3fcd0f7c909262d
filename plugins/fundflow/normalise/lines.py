"""The rows under a header: which are lines of the table, what they are called, what amounts they say."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from operator import attrgetter

from fundflow.findings import Finding
from fundflow.messages import finding
from fundflow.normalise.cellvalues import CellReader, says_amount
from fundflow.normalise.headers import Header
from fundflow.normalise.naming import Naming
from fundflow.normalise.rowcolumns import gives_amount
from fundflow.normalise.tree import UNIT_LEVEL
from fundflow.reader.cells import Cell, Sheet
from fundflow.records import Line
from fundflow.text import has_words, tidy

_ROMAN = re.compile(r"^[IVXLivxl]+[.)]?$")
_COLUMN_NUMBER = re.compile(r"^[(\[]?\s*[\dA-Za-z]{1,2}\s*[)\]]?(?:\s*=\s*[\d()\[\]+\-*/x.: a-zA-Z%]+)?$")


@dataclass(slots=True)
class RowsRead:
    """The lines of one table and the account of all that stands under its header: read = in lines + ignored."""

    lines: list[Line] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    read: int = 0
    ignored: dict[str, int] = field(default_factory=dict)

    def ignore(self, reason: str) -> None:
        """A row that is no line: it counts as one."""
        self.read += 1
        self.ignored[reason] = self.ignored.get(reason, 0) + 1

    def keep(self, line: Line) -> None:
        """A line counts as many as it has money cells, and as one if it has none."""
        self.read += max(1, len(line.amounts))
        self.lines.append(line)

    def add_page(self, page: RowsRead) -> None:
        self.lines += page.lines
        self.findings += page.findings
        self.read += page.read
        for reason, count in page.ignored.items():
            self.ignored[reason] = self.ignored.get(reason, 0) + count


class LineReader:
    """Reads the rows of one table. One instance per table; `read()` gives RowsRead."""

    def __init__(self, sheet: Sheet, header: Header, naming: Naming, cells: CellReader):
        self.sheet, self.header, self.naming, self.cells = sheet, header, naming, cells
        columns = naming.columns
        self.amount_columns = [column.index for column in columns if column.role in ("measure", "total")]
        self.note_column = next((column.index for column in columns if column.role == "note"), None)
        self.name_columns = self._name_columns()
        self.out = RowsRead()
        self.stray: list[tuple[Cell, int]] = []  # below the table: a row's first number, and how many it has
        self.row_below = False  # one of them is called like a row of the table

    def _name_columns(self) -> list[int]:
        """Where a row's name may stand: its own column, then cells beside it that no other header claims."""
        by_role = {column.index: column.role for column in self.naming.columns}
        money = [index for index, role in by_role.items() if role in ("measure", "total", "rate")]
        after = range(self.header.name_column + 1, min((i for i in money if i > self.header.name_column), default=0))
        before = range(self.header.name_column - 1, 0, -1)
        free = [
            index
            for index in (*after, *before)
            if by_role.get(index) in ("name", "number", "code") or index not in self.header.paths
        ]
        return [self.header.name_column, *free]

    def read(self, last_row: int | None, repeated: list[Header], once: bool) -> RowsRead:
        """The rows down to `last_row`; `repeated` are the same header again after a page break: the table goes on.

        `once`: nobody asks for these cells again; each row is let go as soon as it is read.
        """
        ended = False
        headers_again = {row for header in repeated for row in range(header.first_row, header.last_row + 1)}
        for row in sorted(self.sheet.rows):
            if row <= self.header.last_row or (last_row is not None and row > last_row):
                continue
            said = self.sheet.rows.pop(row) if once else self.sheet.rows[row]
            cells = {cell.column: cell for cell in said if cell.kind != "text" or cell.text.strip()}
            if not cells:
                continue
            if row in headers_again:
                ended = False
                self.out.ignore("repeated_header")
            elif ended or self._ends_table(cells):
                ended = True
                self._below_the_table(cells)
            elif self._is_column_numbers(cells):
                self.out.ignore("column_numbers")
            else:
                self._row(row, cells)
        if once:
            self.sheet.rows = dict(self.sheet.rows)  # as large as what is left in it
        self._tell_stray_numbers()
        return self.out

    def _ends_table(self, cells: dict[int, Cell]) -> bool:
        """A row of words that people write under a table; a row with an amount is a row of the table."""
        if self._holds_amount(cells):
            return False
        signed = (cell for index, cell in cells.items() if cell.kind == "text" and index != self.note_column)
        return any(self.naming.form.words.is_signature(cell.text) for cell in signed)

    def _holds_amount(self, cells: dict[int, Cell]) -> bool:
        there = filter(None, map(cells.get, self.amount_columns))
        return any(says_amount(cell, self.naming.form) for cell in there)

    def _below_the_table(self, cells: dict[int, Cell]) -> None:
        self.out.ignore("signature_block")
        there = filter(None, map(cells.get, self.amount_columns))
        numbers = [cell for cell in there if says_amount(cell, self.naming.form) and any(map(str.isdigit, cell.text))]
        if numbers:
            self.stray.append((numbers[0], len(numbers)))
            self.row_below |= len(numbers) > 1 and any(self.naming.looks_known(name) for name, _ in self._names(cells))

    def _tell_stray_numbers(self) -> None:
        """A number left over below the signatures is shown; a row of the table, or several of numbers, may not be lost."""
        if self.row_below or sum(count > 1 for _, count in self.stray) > 1:
            self._find("table.rows_below", self.stray[0][0].address, self.stray[0][0].text)
        else:
            for cell, _ in self.stray:
                self._find("table.stray_number", cell.address, cell.text)

    def _is_column_numbers(self, cells: dict[int, Cell]) -> bool:
        """ "(1) (2) (3)=(1)+(2)", "A B 1 2": each cell short, also the one that would be the row's name."""
        name = cells.get(self.header.name_column)
        if len(cells) < 3 or name is None or not numbers_column(name):
            return False
        return all(map(numbers_column, cells.values()))

    def _row(self, row: int, cells: dict[int, Cell]) -> None:
        line = Line(self.sheet.name, row, "detail", UNIT_LEVEL, name="", name_column=self.header.name_column)
        line.hidden = row in self.sheet.hidden_rows
        line.note = tidy(cells[self.note_column].text) if self.note_column in cells else None
        self.cells.read_amounts(line, cells)
        self.cells.read_rates(line, cells)
        names = self._names(cells)
        if self.naming.classify(line, names, cells):
            self.out.keep(line)
        elif names or line.name:
            self._unknown(line)
        else:
            self._unnamed(line)

    def _names(self, cells: dict[int, Cell]) -> list[tuple[str, int]]:
        """What the row may be called: each text of its name columns, then all of them together ("DA2" | "Đa dạng …")."""
        named = [cell for index in self.name_columns if (cell := cells.get(index)) and _is_name(cell)]
        names = [(tidy(cell.text), cell.column) for cell in named]
        if len(named) > 1:
            in_order = sorted(named, key=attrgetter("column"))
            names.append((" ".join(tidy(cell.text) for cell in in_order), named[0].column))
        return names

    def _unknown(self, line: Line) -> None:
        """A row that nobody knows: with money it stops the file, without money it is a note."""
        self.naming.explain(line)
        if gives_amount(line):
            line.kind = "held"
            self.out.keep(line)
        else:
            self.out.ignore("note")

    def _unnamed(self, line: Line) -> None:
        money = next((amount for amount in line.amounts.values() if amount.value), None)
        if money is None:
            self.out.ignore("blank_row")
            return
        self._find("row.unnamed", money.cell, money.raw)
        line.kind = "held"
        self.out.keep(line)

    def _find(self, rule: str, cell: str, value: str) -> None:
        self.out.findings.append(finding(rule, sheet=self.sheet.name, cell=cell, value=value))


def numbers_column(cell: Cell) -> bool:
    """True for "(1)", "A" and "(3)=(1)+(2)", which stand in a row of column numbers."""
    return bool(_COLUMN_NUMBER.match(cell.text.strip()))


def _is_name(cell: Cell) -> bool:
    """A text with words; "I", "a)" and "-" are item numbers."""
    return cell.kind == "text" and has_words(cell.text) and not _ROMAN.match(cell.text.strip())
