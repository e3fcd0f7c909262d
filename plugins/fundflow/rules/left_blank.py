"""Cells left blank that broken sums give away: a row and a column of the table miss the same amount where they cross."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from string import digits

from fundflow.records import Line, Table, place
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
        line, total = places[entry.total.cell]
        for key in _missing(table, line, total):
            crossing = [other for other in down if _crosses(other, entry, key, places, table)]
            if crossing:
                down = [other for other in down if other not in crossing]
                letters = place(table.sheet, crossing[0].total.cell)[1].rstrip(digits)
                sheet = place(table.sheet, line.name_cell)[0]
                yield Blank(sheet, f"{letters}{line.row}", entry.difference, [entry, *crossing])
                break


def _places(table: Table) -> dict[str, tuple[Line, str]]:
    """The line and the key of each amount, by its cell."""
    return {amount.cell: (line, key) for line in table.lines for key, amount in line.amounts.items()}


def _is_across(entry: Sum, places: dict[str, tuple[Line, str]]) -> bool:
    return places[entry.details.added[0].cell][0] is places[entry.total.cell][0]


def _missing(table: Table, line: Line, total: str) -> list[str]:
    """What a total of the line should add up, and the line does not give."""
    return [key for checked, added, _ in table.checks if checked == total for key in added if key not in line.amounts]


def _crosses(other: Sum, entry: Sum, key: str, places: dict[str, tuple[Line, str]], table: Table) -> bool:
    upper, its_key = places[other.total.cell]
    line, _ = places[entry.total.cell]
    return its_key == key and other.difference == entry.difference and _is_over(upper, line, table)


def _is_over(upper: Line, line: Line, table: Table) -> bool:
    """True if `upper` adds up `line`: a total, or one of the headings above it."""
    parent = line.parent
    while parent is not None and table.lines[parent] is not upper:
        parent = table.lines[parent].parent
    return parent is not None or upper.kind == "total"
