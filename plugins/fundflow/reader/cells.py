"""Flat cells: what a spreadsheet says, and where; no meaning yet.

A blank cell is not there at all. Numbers keep the digits that the file holds, as Decimal, never as float.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date as Date
from decimal import Decimal

from fundflow.addresses import address


@dataclass(slots=True)
class Cell:
    """`kind`: text, number, date, bool, error ("#REF!"), formula (one that has no stored value and is not a plain sum).

    `text` is what a person would read in the cell; for a number its digits in plain notation ("1234.5"). `original` is
    what is stored where a person reads something else: a text in a legacy font (TCVN3, VNI), a number that its format
    shows in thousands or millions; else None. A cell is never changed once its sheet is read;
    it is not frozen only because two million of them are made for one large workbook, and freezing triples the cost.
    """

    row: int
    column: int
    kind: str
    text: str
    date: Date | None = None
    formula: str | None = None
    original: str | None = None

    @property
    def number(self) -> Decimal | None:
        """The exact number, None for every other kind. Made when asked for: most cells of a workbook never are."""
        return Decimal(self.text) if self.kind == "number" else None

    @property
    def address(self) -> str:
        return address(self.row, self.column)


@dataclass(slots=True)
class Sheet:
    """A sheet's cells by row number, in column order. `merged`: (first row, first column, last row, last column)."""

    name: str
    rows: dict[int, list[Cell]] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    visible: bool = True
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


@dataclass(slots=True)
class Workbook:
    """`container`: xlsx, xlsm, xls, xlsb, ods, csv: by content, not by the file's name."""

    container: str
    sheets: list[Sheet]
    warnings: list = field(default_factory=list)  # Finding values: macros, external links, stray far cells, ...
