"""The figures of a column are of one size: none is far beyond all others where a thousandth of it (or, of a plan, a
thousandfold) would be among them. Sums and rates that are formulas carry such a slip on and cannot show it.

Silent: 1. about columns of fewer than four figures; 2. about figures less than a hundred times larger or smaller than
the next; 3. about small figures other than plans: little may be left over or spent. Told once for each line.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from fundflow.findings import Finding, Severity
from fundflow.records import Amount
from fundflow.reference import Reference
from fundflow.rules.base import Rule, Stage
from fundflow.rules.columns import ENOUGH, full_columns
from fundflow.rules.file_view import FileView, in_sheet_unit

FAR = 100
NEAR = 3  # times smaller than the least or larger than the most: still among them
SLIP = Decimal(1000)


class _Odd(NamedTuple):
    """A figure of another size, and what it would be in the size of the others."""

    amount: Amount
    meant: Decimal


def check(file: FileView, reference: Reference) -> Iterator[Finding]:
    for table in file.reading.tables:
        told: set[int] = set()
        for column in full_columns(file, table, "allocated", "carried_in", "disbursed", "carried_out"):
            for odd in _odd(column.amounts, small=column.column.measure == "allocated"):
                if odd.amount.row not in told:
                    told.add(odd.amount.row)
                    meant = in_sheet_unit(odd.meant, table)
                    yield RULE.finding(
                        f"Số {odd.amount.raw} lệch hơn {FAR} lần so với mọi số khác trong cột, còn {meant} thì vừa tầm: "
                        "nghi gõ thừa hoặc thiếu ba số 0, hoặc gõ theo đơn vị tính khác. Hãy kiểm tra số này.",
                        f"{odd.amount.raw} is over {FAR} times away from every other figure of its column, {meant} would be "
                        "among them: probably three noughts too many or too few, or another unit of money. Check it.",
                        sheet=odd.amount.sheet, cell=odd.amount.cell, value=odd.amount.raw, expected=meant,
                    )  # fmt: skip


def _odd(amounts: list[Amount], small: bool) -> list[_Odd]:
    """The few figures that a wide gap parts from the many. `small`: also those below it."""
    if max(map(_size, amounts)) < FAR * min(map(_size, amounts)):  # nearly every column
        return []
    ordered = sorted(amounts, key=_size)
    ends = [end for end in range(1, len(ordered)) if _size(ordered[end]) >= FAR * _size(ordered[end - 1])]
    for end in ends:
        low, high = ordered[:end], ordered[end:]
        few, many, factor = (high, low, 1 / SLIP) if len(high) <= len(low) else (low, high, SLIP)
        if len(many) < ENOUGH - 1 or (few is low and not small):
            continue
        odd = [_Odd(amount, amount.known * factor) for amount in few]
        if all(_size(many[0]) <= NEAR * abs(one.meant) and abs(one.meant) <= NEAR * _size(many[-1]) for one in odd):
            return odd
    return []


def _size(amount: Amount) -> Decimal:
    return abs(amount.known)


RULE = Rule(
    id="amounts_of_one_size",
    severity=Severity.WARNING,
    sentence_vi="Các số của một cột cùng tầm độ lớn, không số nào lệch nghìn lần.",
    sentence_en="The figures of a column are of one size; none is a thousand times off.",
    compares="each figure with the others of its column",
    source="lỗi thường gặp: nhập nhầm đơn vị tính ở một dòng",
    since="2026-11-23",
    stage=Stage.FILE,
    check=check,
)
