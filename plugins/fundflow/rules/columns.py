"""The measure columns of a table with the figures of their detail lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from fundflow.records import Amount, Column, Table
from fundflow.rules.file_view import FileView

ENOUGH = 4  # figures that are not zero: fewer may be alike by chance


@dataclass(frozen=True, slots=True)
class Figures:
    """A column's figures that are not zero, by the row they stand in."""

    column: Column
    by_row: dict[int, Amount]

    @property
    def values(self) -> list[Decimal]:
        return [amount.known for amount in self.by_row.values()]

    @property
    def all_alike(self) -> bool:
        return len(set(self.values)) == 1

    def same_as(self, other: Figures) -> bool:
        return {row: amount.value for row, amount in self.by_row.items()} == {
            row: amount.value for row, amount in other.by_row.items()
        }


def full_columns(file: FileView, table: Table, *measures: str) -> Iterator[Figures]:
    """Columns of these measures (of any, if none is named) with enough sound figures that are not zero."""
    for column in table.columns:
        if column.role != "measure" or (measures and column.measure not in measures):
            continue
        key = f"{column.key}@{column.index}"
        amounts = {line.row: line.amounts[key] for line in file.details(table) if key in line.amounts}
        found = {row: amount for row, amount in amounts.items() if amount.value}
        if len(found) >= ENOUGH and file.sound_cells(table.sheet, *found.values()):
            yield Figures(column, found)
