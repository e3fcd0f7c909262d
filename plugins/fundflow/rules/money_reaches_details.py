"""Money of a row that other rows split up by name stands in at least one of them too: details are loaded, sums are not.

Silent: 1. about amounts of zero; 2. where a cell below the row has been found wrong already; 3. about columns that are
never loaded. Told at the lowest row that gives the amount, one finding per row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from fundflow.findings import Finding, Severity
from fundflow.records import Amount, Line, Table
from fundflow.reference import Reference
from fundflow.rules.base import Reason, Rule, Stage
from fundflow.rules.file_view import FileView


def needs(file: FileView, reference: Reference) -> Reason:
    if any(line.kind == "subtotal" for table in file.reading.tables for line in table.lines):
        return None
    return "no row is split up by others / không có dòng nào chia thành dòng chi tiết"


def check(file: FileView, reference: Reference) -> Iterator[Finding]:
    for table in file.reading.tables:
        for line, amount in _lost(file, table):
            yield RULE.finding(
                f"Dòng “{line.name}” có số tiền nhưng các dòng chi tiết bên dưới để trống: không biết là của dòng nào, nên số "
                "tiền sẽ bị bỏ sót. Hãy điền số của các dòng chi tiết (không có thì ghi 0), hoặc xóa các dòng đó.",
                f"“{line.name}” holds money that the rows below it leave blank: it would be loaded nowhere. Fill them in (0 "
                "where there is none), or delete them.",
                sheet=amount.sheet, cell=amount.cell, value=amount.raw, expected="các dòng chi tiết / the rows below",
            )  # fmt: skip


def _lost(file: FileView, table: Table) -> Iterator[tuple[Line, Amount]]:
    """The rows that give an amount which stands nowhere below them, with the first such amount."""
    loaded = {column.amount_key for column in table.columns if column.role == "measure"}
    below: defaultdict[int, set[str]] = defaultdict(set)  # the columns that the rows below a row fill
    unsound: set[int] = set()
    for position in range(len(table.lines) - 1, -1, -1):  # a parent stands before its children
        line = table.lines[position]
        if not file.sound_cells(*line.amounts.values()):
            unsound.add(position)
        if line.parent is not None:
            below[line.parent].update(line.amounts, below.get(position, ()))
            if position in unsound:
                unsound.add(line.parent)
    for position, line in enumerate(table.lines):
        if line.kind == "subtotal" and position not in unsound:
            given = below[position]
            missing = (amount for key, amount in line.amounts.items() if key in loaded and key not in given)
            first = next(filter(_is_money, missing), None)
            if first is not None:
                yield line, first


def _is_money(amount: Amount) -> bool:
    return bool(amount.value)


RULE = Rule(
    id="money_reaches_details",
    severity=Severity.ERROR,
    sentence_vi="Số tiền của một dòng có dòng chi tiết phải nằm ở ít nhất một dòng chi tiết.",
    sentence_en="Money of a row that others split up stands in at least one of them.",
    compares="each amount of a row with the amounts of the rows below it in the same column",
    source="nguyên tắc không bỏ sót: chỉ số chi tiết được nạp",
    since="2026-11-23",
    stage=Stage.FILE,
    check=check,
    needs=needs,
)
