"""The measure columns of a table with the figures of their detail lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fundflow.records import Amount, Column, Line, Table
from fundflow.rules.file_view import FileView, once

ENOUGH = 4  # figures that are not zero: fewer may be alike by chance


@dataclass(frozen=True, slots=True)
class Figures:
    """A column's figures that are not zero, and the rows they stand in."""

    column: Column
    rows: list[int]
    amounts: list[Amount]

    @property
    def all_alike(self) -> bool:
        first = self.amounts[0].value
        return all(amount.value == first for amount in self.amounts)

    def same_as(self, other: Figures) -> bool:
        if self.rows != other.rows:
            return False
        return all(mine.value == its.value for mine, its in zip(self.amounts, other.amounts, strict=True))


def full_columns(file: FileView, table: Table, *measures: str) -> Iterator[Figures]:
    """Columns of these measures (of any, if none is named) with enough sound figures that are not zero."""
    for figures in _columns(file)[id(table)]:
        asked = not measures or figures.column.measure in measures
        if asked and len(figures.amounts) >= ENOUGH and file.sound_cells(*figures.amounts):
            yield figures


@once
def _columns(file: FileView) -> dict[int, list[Figures]]:
    """By the table's id."""
    return {
        id(table): [_figures(column, file.details(table)) for column in table.columns if column.role == "measure"]
        for table in file.reading.tables
    }


def _figures(column: Column, lines: Iterable[Line]) -> Figures:
    key = column.amount_key
    figures = Figures(column, [], [])
    for line in lines:
        amount = line.amounts.get(key)
        if amount is not None and amount.value:
            figures.rows.append(line.row)
            figures.amounts.append(amount)
    return figures
