"""Blank spending cells that the sheet itself proves to be zero.

A blank is missing, not zero. But where a printed total equals the sum of the details that are filled in, the blank ones
among them add nothing: the totals say zero, and the line is known to have spent nothing. Without such a total, or where
one does not add up, the blank stays missing.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from fundflow.addresses import address
from fundflow.records import Amount, Column, Line, SheetColumn, Table

PROVABLE = frozenset({"disbursed"})


def fill_proven_zeros(table: Table) -> int:
    """Put a zero, with the blank cell's address, into each proven cell of the detail lines; how many there were."""
    filled = 0
    for column in table.columns:
        if column.role == "measure" and column.measure in PROVABLE:
            filled += _fill(table, column)
    return filled


def _fill(table: Table, column: Column) -> int:
    key = column.amount_key
    blank = [
        position
        for position, line in enumerate(table.lines)
        if line.kind == "detail" and line.amounts and key not in line.amounts
        and (line.sheet, address(line.row, column.index)) not in table.unstated
    ]  # fmt: skip
    if not blank:
        return 0
    sums = _sums_below(table, key)
    grand = _grand_total_holds(table, key, sums)
    proven = [table.lines[position] for position in blank if _proven(table, position, key, sums, grand)]
    for line in proven:
        line.amounts[key] = Amount(Decimal(0), "", line.row, SheetColumn(line.sheet, column.index))
    return len(proven)


def _sums_below(table: Table, key: str) -> dict[int | None, Decimal]:
    """What the filled-in details below each line add up to; below None, all of them."""
    sums: dict[int | None, Decimal] = defaultdict(Decimal)
    for line in table.lines:
        amount = line.amounts.get(key)
        if line.kind != "detail" or amount is None or amount.value is None:
            continue
        parent = line.parent
        while parent is not None:
            sums[parent] += amount.value
            parent = table.lines[parent].parent
        sums[None] += amount.value
    return sums


def _grand_total_holds(table: Table, key: str, sums: dict) -> bool:
    totals = [line.amounts.get(key) for line in table.lines if line.kind == "total" and line.component is None]
    return any(total is not None and total.value == sums[None] for total in totals)


def _proven(table: Table, position: int, key: str, sums: dict, grand_total_holds: bool) -> bool:
    """The nearest printed total above the line decides."""
    parent = table.lines[position].parent
    while parent is not None:
        printed = _printed(table.lines[parent], key)
        if printed is not None:
            return printed == sums[parent]
        parent = table.lines[parent].parent
    return grand_total_holds


def _printed(line: Line, key: str) -> Decimal | None:
    amount = line.amounts.get(key)
    return None if amount is None else amount.value
