"""The measure columns of a table with the figures of their detail lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fundflow.records import Amount, Column, Table
from fundflow.rules.file_view import FileView, once

ENOUGH = 4  # figures that are not zero: fewer may be alike by chance


@dataclass(frozen=True, slots=True)
class Figures:
    """A column's figures that are not zero."""

    column: Column
    amounts: list[Amount]

    @property
    def all_alike(self) -> bool:
        first = self.amounts[0].value
        return all(amount.value == first for amount in self.amounts)

    def same_as(self, other: Figures) -> bool:
        if len(self.amounts) != len(other.amounts):
            return False
        pairs = zip(self.amounts, other.amounts, strict=True)
        return all(mine.value == its.value and mine.row == its.row for mine, its in pairs)


def full_columns(file: FileView, table: Table, *measures: str) -> Iterator[Figures]:
    """Columns of these measures (of any, if none is named) with enough sound figures that are not zero."""
    for figures in _columns(file)[id(table)]:
        asked = not measures or figures.column.measure in measures
        if asked and len(figures.amounts) >= ENOUGH and file.sound_cells(*figures.amounts):
            yield figures


@once
def _columns(file: FileView) -> dict[int, list[Figures]]:
    """By the table's id."""
    columns = {}
    for table in file.reading.tables:
        given = [line.amounts for line in file.details(table)]
        columns[id(table)] = [_figures(column, given) for column in table.columns if column.role == "measure"]
    return columns


def _figures(column: Column, given: list[dict[str, Amount]]) -> Figures:
    key = column.amount_key
    return Figures(column, [amount for amounts in given if (amount := amounts.get(key)) and amount.value])
