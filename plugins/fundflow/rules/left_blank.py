"""Cells left blank that broken sums give away: a row and a column of the table miss the same amount where they cross."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from fundflow.addresses import address
from fundflow.records import Line, Place, Table
from fundflow.rules.sums import Sum


@dataclass(frozen=True, slots=True)
class Blank:
    """The cell, the amount that it should hold, and the broken sums that it explains: across its row, then down."""

    sheet: str
    cell: str
    amount: Decimal
    explains: list[Sum]


def blanks(table: Table, broken: list[Sum]) -> Iterator[Blank]:
    """Every such cell; no broken sum is explained twice."""
    places = _places(table) if broken else {}
    across = [entry for entry in broken if _is_across(entry, places)]
    down = [entry for entry in broken if not _is_across(entry, places)]
    for entry in across:
        line, total = places[entry.total.place]
        for key in _missing(table, line, total):
            crossing = [other for other in down if _crosses(other, entry, key, places, table)]
            if crossing:
                down = [other for other in down if other not in crossing]
                cell = address(line.row, crossing[0].total.column)
                yield Blank(line.sheet, cell, entry.difference, [entry, *crossing])
                break


def _places(table: Table) -> dict[Place, tuple[Line, str]]:
    """The line and the key of each amount."""
    return {amount.place: (line, key) for line in table.lines for key, amount in line.amounts.items()}


def _is_across(entry: Sum, places: dict[Place, tuple[Line, str]]) -> bool:
    return places[entry.details.added[0].place][0] is places[entry.total.place][0]


def _missing(table: Table, line: Line, total: str) -> list[str]:
    """What a total of the line should add up, and the line does not give."""
    return [key for checked, added, _ in table.checks if checked == total for key in added if key not in line.amounts]


def _crosses(other: Sum, entry: Sum, key: str, places: dict[Place, tuple[Line, str]], table: Table) -> bool:
    upper, its_key = places[other.total.place]
    line, _ = places[entry.total.place]
    return its_key == key and other.difference == entry.difference and _is_over(upper, line, table)


def _is_over(upper: Line, line: Line, table: Table) -> bool:
    """True if `upper` adds up `line`: a total, or one of the headings above it."""
    parent = line.parent
    while parent is not None and table.lines[parent] is not upper:
        parent = table.lines[parent].parent
    return parent is not None or upper.kind == "total"
