"""Columns whose money years do not fit, told once at the column's header."""

from __future__ import annotations

from collections.abc import Iterator

from fundflow.records import Column, Table
from fundflow.rules.file_view import FileView


def dated_columns(file: FileView, *measures: str) -> Iterator[tuple[Table, Column]]:
    """The columns of these measures that name money years, in a file that agrees with itself about its own year."""
    if file.reading.budget_year is None or file.year_in_doubt:
        return
    for table in file.reading.tables:
        for column in table.columns:
            if column.role == "measure" and column.measure in measures and column.money_year_first is not None:
                yield table, column


def years_of(column: Column) -> str:
    first, last = column.money_year_first, column.money_year_last
    return str(first) if first == last else f"{first}-{last}"
