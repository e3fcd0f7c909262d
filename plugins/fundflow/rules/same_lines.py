"""Lines that speak of the same money."""

from __future__ import annotations

from collections.abc import Iterator

from fundflow.records import Row
from fundflow.rules.file_view import Entry, FileView


def same_lines(file: FileView) -> Iterator[tuple[Entry, Entry]]:
    """(first, again): lines that give the same measures for the same component, unit, capital type and source nature;
    of plain records, for the same item.
    """
    seen: dict[tuple, Entry] = {}
    for entry in file.entries:
        if not any(row.amount for row in entry.rows) or not file.sound(*entry.rows):
            continue
        _, line = file.line_of(entry.rows[0])
        first = seen.setdefault((*_key(entry), line.item), entry)
        if first is not entry:
            yield first, entry


def same_amounts(one: Entry, other: Entry) -> bool:
    return sorted(map(_figure, one.rows)) == sorted(map(_figure, other.rows))


def _key(entry: Entry) -> tuple:
    said = frozenset(_subject(row) for row in entry.rows if row.amount)
    return entry.component, entry.unit, entry.capital_type, entry.rows[0].source_nature, said


def _subject(row: Row) -> tuple:
    return row.measure, row.money_year_first, row.money_year_last, row.budget_level or ""


def _figure(row: Row) -> tuple:
    return *_subject(row), row.amount
