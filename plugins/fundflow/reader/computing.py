"""Formulas that the file holds without a value (written by a program, never opened in Excel): plain sums are computed.

Through other such formulas, too. A cell stays kind "formula" where 1. its formula is no plain sum (formulas.py); 2. the
sum meets an error cell, a date, or digits typed as text (Excel would leave these out of SUM without a word); 3. it goes
in a circle; 4. the work would be out of proportion to the workbook.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from decimal import Context, Decimal
from operator import attrgetter

from fundflow.reader.cells import Cell, Sheet
from fundflow.reader.formulas import Term, plain_sum
from fundflow.reader.numbers import plain

EXACT = Context(prec=60)
VISITS, VISITS_PER_CELL = 500_000, 4  # each column and each row of a workbook summed twice over is 4 visits per cell
COLUMN = attrgetter("column")

Place = tuple[Sheet, Cell]


def compute_pending(pending: list[Place], sheets: list[Sheet]) -> None:
    """Turns the waiting formula cells that are plain sums into number cells, in place."""
    if pending:
        calculator = _Calculator(sheets)
        for sheet, cell in pending:
            calculator.settle(sheet, cell)


class _Refused(Exception):
    """This formula stays a formula."""


class _Calculator:
    def __init__(self, sheets: list[Sheet]):
        self.sheets = {sheet.name.casefold(): sheet for sheet in sheets}
        self.refused: set[int] = set()  # id() of cells; they all live as long as their sheets
        self.open: dict[int, list[tuple[Term, list[Cell]]]] = {}  # by id(): what the cell adds up
        cells = sum(len(cells) for sheet in sheets for cells in sheet.rows.values())
        self.visits_left = VISITS + VISITS_PER_CELL * cells

    def settle(self, sheet: Sheet, cell: Cell) -> None:
        """Computes the cell after those that it needs; a stack of our own, because chains can be very long."""
        stack = [(sheet, cell)]
        while stack:
            sheet, cell = stack[-1]
            if cell.kind != "formula" or id(cell) in self.refused:
                stack.pop()
                continue
            try:
                if waiting := self._expand(sheet, cell):
                    stack += waiting
                else:
                    cell.text = plain(_total(self.open.pop(id(cell))))
                    cell.kind = "number"
            except _Refused:
                self.open.pop(id(cell), None)
                self.refused.add(id(cell))

    def _expand(self, sheet: Sheet, cell: Cell) -> list[Place]:
        """The formulas that must be computed first; none on the second visit."""
        if id(cell) in self.open:
            return []
        terms = plain_sum(cell.formula or "")
        if terms is None:
            raise _Refused
        self.open[id(cell)] = operands = []
        waiting: list[Place] = []
        for term in terms:
            place = self._sheet(sheet, term)
            cells = list(self._cells(place, term))
            operands.append((term, cells))
            waiting += [(place, needed) for needed in cells if needed.kind == "formula"]
        if any(id(needed) in self.open or id(needed) in self.refused for _, needed in waiting):
            raise _Refused
        return waiting

    def _sheet(self, own: Sheet, term: Term) -> Sheet:
        sheet = own if term.sheet is None else self.sheets.get(term.sheet.casefold())
        if sheet is None:
            raise _Refused
        return sheet

    def _cells(self, sheet: Sheet, term: Term) -> Iterator[Cell]:
        """The cells of the term's area that hold something."""
        if term.area is None:
            return
        first_row, first_column, last_row, last_column = term.area
        span = range(first_row, last_row + 1)
        rows = span if len(span) < len(sheet.rows) else [row for row in sheet.rows if row in span]
        self._visit(len(rows))
        for row in rows:
            if cells := sheet.rows.get(row):
                first = bisect_left(cells, first_column, key=COLUMN)
                found = cells[first : bisect_right(cells, last_column, lo=first, key=COLUMN)]
                self._visit(len(found))
                yield from found

    def _visit(self, count: int) -> None:
        self.visits_left -= count
        if self.visits_left < 0:
            raise _Refused


def _total(operands: list[tuple[Term, list[Cell]]]) -> Decimal:
    total = Decimal(0)
    for term, cells in operands:
        amount = term.number or Decimal(0)
        for cell in cells:
            amount = EXACT.add(amount, _amount(cell, term.in_sum))
        total = EXACT.add(total, amount * term.sign)
    return total


def _amount(cell: Cell, in_sum: bool) -> Decimal:
    """What a cell adds; refuses where Excel would give an error, or leave out what a person takes for a number."""
    if cell.number is not None:
        return cell.number
    if in_sum and cell.kind == "bool":
        return Decimal(0)
    if in_sum and cell.kind == "text" and not any(character.isdigit() for character in cell.text):
        return Decimal(0)
    raise _Refused
