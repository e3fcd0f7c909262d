"""Columns whose money years do not fit, told once at the column's header."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fundflow.records import Column, Table
from fundflow.rules.file_view import FileView


@dataclass(frozen=True, slots=True)
class Dated:
    """A column, the money years that it names, and the budget year of the file."""

    table: Table
    column: Column
    first: int
    last: int
    budget_year: int

    @property
    def years(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


def dated_columns(file: FileView, *measures: str) -> Iterator[Dated]:
    """The columns of these measures that name money years, in a file that agrees with itself about its own year."""
    year = file.reading.budget_year
    if year is None or file.year_in_doubt:
        return
    for table in file.reading.tables:
        for column in table.columns:
            if column.role == "measure" and column.measure in measures and column.money_year_first is not None:
                yield Dated(table, column, *column.money_years, year)
