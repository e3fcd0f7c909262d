"""A sheet being drawn: cells, merges, hidden parts; turned into the reader's Workbook or into a real .xlsx file."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from fundflow.addresses import address
from fundflow.reader.cells import Cell, Sheet, Workbook


class Formula(str):
    """A formula; in memory it has no stored value."""


class Error(str):
    """An error cell: "#REF!"."""


@dataclass
class Grid:
    name: str
    cells: dict[tuple[int, int], object] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    visible: bool = True

    def put(self, row: int, column: int, value: object) -> str:
        if value is not None and value != "":
            self.cells[row, column] = value
        return address(row, column)

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        if (top, left) != (bottom, right):
            self.merged.append((top, left, bottom, right))

    @property
    def last_row(self) -> int:
        return max((row for row, _ in self.cells), default=0)

    def sheet(self) -> Sheet:
        rows: dict[int, list[Cell]] = {}
        for (row, column), value in sorted(self.cells.items()):
            rows.setdefault(row, []).append(_cell(row, column, value))
        return Sheet(
            self.name,
            rows,
            list(self.merged),
            self.visible,
            frozenset(self.hidden_rows),
            frozenset(self.hidden_columns),
        )


def _cell(row: int, column: int, value: object) -> Cell:
    if isinstance(value, Formula):
        return Cell(row, column, "formula", str(value), formula=value.removeprefix("="))
    if isinstance(value, Error):
        return Cell(row, column, "error", str(value))
    if isinstance(value, date):
        return Cell(row, column, "date", value.isoformat(), date=value)
    if isinstance(value, (int, Decimal)):
        return Cell(row, column, "number", format(Decimal(value), "f"))
    return Cell(row, column, "text", value)


@dataclass(frozen=True)
class DrawnLine:
    """A row of a table: `kind` is detail, heading, total, section or part; `unit` where the row's name is a unit's."""

    sheet: str
    row: int
    column: int  # of its name
    kind: str
    code: str | None
    unit: str | None


@dataclass
class Variant:
    """`rows`: what must be loaded, as tuples of the words of `check --json`. `lines`: for planting faults."""

    form: str
    file: str
    folder_unit: str
    as_of: date
    budget_year: int
    grids: list[Grid] = field(default_factory=list)
    rows: set[tuple] = field(default_factory=set)
    lines: list[DrawnLine] = field(default_factory=list)
    headers: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)  # (sheet, column key) -> its cell
    decision: str | None = None
    mess: dict[str, object] = field(default_factory=dict)

    def grid(self, name: str) -> Grid:
        return next(grid for grid in self.grids if grid.name == name)

    def workbook(self) -> Workbook:
        return Workbook("xlsx", [grid.sheet() for grid in self.grids])

    def save(self, path: Path) -> Path:
        import openpyxl

        book = openpyxl.Workbook()
        book.remove(book.active)
        for grid in self.grids:
            sheet = book.create_sheet(grid.name)
            for (row, column), value in grid.cells.items():
                number = isinstance(value, Decimal)
                sheet.cell(row, column).value = (
                    (int(value) if value == int(value) else float(value)) if number else value
                )
            for top, left, bottom, right in grid.merged:
                sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
            for row in grid.hidden_rows:
                sheet.row_dimensions[row].hidden = True
            sheet.sheet_state = "visible" if grid.visible else "hidden"
        book.save(path)
        return path
