"""Every printed total equals the sum of its details, down the rows and across the columns.

Silent:
1. where the total or one of its details has already been found wrong;
2. where the total is blank;
3. within the rounding of the sheet: numbers written in triệu with fewer than six decimals were rounded by their writer,
   and so many roundings may add up.
One wrong cell breaks several totals: the finding is put at the one cell whose correction mends most of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from fundflow.findings import Finding, Severity
from fundflow.records import Amount, Line, Reading, Table
from fundflow.reference import Reference
from fundflow.rules.base import NotApplicable, Rule, Stage


@dataclass(frozen=True, slots=True)
class Sum:
    """total = sum of added - sum of taken, in cells of one sheet."""

    total: Amount
    added: tuple[Amount, ...]
    taken: tuple[Amount, ...] = ()

    @property
    def expected(self) -> Decimal:
        return sum((a.value for a in self.added), Decimal(0)) - sum((a.value for a in self.taken), Decimal(0))

    @property
    def difference(self) -> Decimal:
        return self.total.value - self.expected

    def correction(self, cell: str) -> Decimal:
        """What would have to be added to this cell for the sum to be right."""
        if cell == self.total.cell or any(a.cell == cell for a in self.taken):
            return -self.difference
        return self.difference

    def cells(self) -> list[Amount]:
        return [self.total, *self.added, *self.taken]


def check(reading: Reading, reference: Reference) -> Iterator[Finding] | NotApplicable:
    if not any(line.kind in ("total", "subtotal") or table.checks for table in reading.tables for line in table.lines):
        return NotApplicable("the file prints no totals / tệp không có dòng, cột tổng")
    return (finding for table in reading.tables for finding in _check_table(reading, table))


def _check_table(reading: Reading, table: Table) -> Iterator[Finding]:
    broken = [entry for entry in _sums(reading, table) if abs(entry.difference) > _tolerance(table, entry)]
    while broken:
        amount, explained = _culprit(broken)
        entry = explained[0]
        correct = amount.value + entry.correction(amount.cell)
        yield RULE.finding(
            f"Ô {amount.cell} không khớp: tổng ở ô {entry.total.cell} ghi {_dong(entry.total.value)} đồng nhưng cộng các dòng, cột "
            f"chi tiết được {_dong(entry.expected)} đồng, lệch {_dong(entry.difference)} đồng. Hãy sửa ô tổng hoặc ô chi tiết bị sai.",
            f"{amount.cell}: the total in {entry.total.cell} is {entry.total.value:,f} but its details add up to "
            f"{entry.expected:,f}. Mend the total or the wrong detail.",
            sheet=table.sheet, cell=amount.cell, value=amount.raw, expected=_in_sheet_unit(correct, table), difference=entry.difference,
        )
        broken = [entry for entry in broken if entry not in explained]


def _culprit(broken: list[Sum]) -> tuple[Amount, list[Sum]]:
    """The cell whose one correction mends the most broken sums; of equals, the total of the first."""
    best: tuple[int, Amount, list[Sum]] | None = None
    for entry in broken:
        for amount in entry.cells():
            correction = entry.correction(amount.cell)
            mended = [
                other
                for other in broken
                if any(a.cell == amount.cell for a in other.cells()) and other.correction(amount.cell) == correction
            ]
            if best is None or len(mended) > best[0]:
                best = (len(mended), amount, mended)
    return best[1], best[2]


def _sums(reading: Reading, table: Table) -> Iterator[Sum]:
    for total, added, taken in _candidates(table):
        if total is None or total.value is None:
            continue
        if any(a.value is None or (table.sheet, a.cell) in reading.spoiled for a in (total, *added, *taken)):
            continue
        if added:
            yield Sum(total, tuple(added), tuple(taken))


def _candidates(table: Table) -> Iterator[tuple[Amount | None, list[Amount], list[Amount]]]:
    keys = {key for line in table.lines for key in line.amounts}
    for line in table.lines:
        for total, added, taken in table.checks:
            yield line.amounts.get(total), _present(line, added), _present(line, taken)
    for position, line in enumerate(table.lines):
        if line.kind not in ("total", "subtotal"):
            continue
        for key in sorted(keys & set(line.amounts)):
            yield line.amounts[key], _details(table, position, key, line.amounts[key]), []


def _present(line: Line, keys: tuple[str, ...]) -> list[Amount]:
    return [line.amounts[key] for key in keys if key in line.amounts]


def _details(table: Table, position: int, key: str, total: Amount) -> list[Amount]:
    line = table.lines[position]
    if line.kind == "subtotal":
        return _below(table, position, key)
    if line.component:
        heads = [i for i, other in enumerate(table.lines) if other.component == line.component and other.kind == "subtotal"]
        return _below(table, heads[0], key) if heads else []
    everything = _top(table, key, 0, len(table.lines))
    if total.value is not None and _sum(everything) != total.value:
        section = _top(table, key, _previous_total(table, position) + 1, position)
        if section and _sum(section) == total.value:
            return section
    return everything


def _sum(amounts: list[Amount]) -> Decimal:
    return sum((a.value or Decimal(0) for a in amounts), Decimal(0))


def _previous_total(table: Table, position: int) -> int:
    return max((i for i in range(position) if table.lines[i].kind == "total"), default=-1)


def _top(table: Table, key: str, first: int, last: int) -> list[Amount]:
    found: list[Amount] = []
    for position in range(first, last):
        line = table.lines[position]
        if line.parent is None and line.kind not in ("total", "partial"):
            found += _own_or_below(table, position, key)
    return found


def _below(table: Table, parent: int, key: str) -> list[Amount]:
    found: list[Amount] = []
    for position, line in enumerate(table.lines):
        if line.parent == parent and line.kind not in ("total", "partial"):
            found += _own_or_below(table, position, key)
    return found


def _own_or_below(table: Table, position: int, key: str) -> list[Amount]:
    """A heading without an amount of its own hands its details up."""
    line = table.lines[position]
    if key in line.amounts:
        return [line.amounts[key]]
    return _below(table, position, key) if line.kind == "subtotal" else []


def _tolerance(table: Table, entry: Sum) -> Decimal:
    if table.rounding <= 1000:
        return Decimal(0)
    return table.rounding / 2 * (len(entry.added) + len(entry.taken) + 1)


def _dong(value: Decimal) -> str:
    return f"{value:,f}".replace(",", ".")


def _in_sheet_unit(value: Decimal, table: Table) -> str:
    shown = value / (table.scale or Decimal(1))
    return format(shown.normalize(), "f")


RULE = Rule(
    id="totals_equal_details",
    severity=Severity.ERROR,
    sentence_vi="Mỗi số tổng bằng cộng các số chi tiết của nó, theo dòng và theo cột.",
    sentence_en="Every printed total equals the sum of its details, down the rows and across the columns.",
    source="Biểu mẫu: (3)=(4)+(5); mẫu 04-SDKP/ĐVDT cột 5=6+7+8; TT 343/2016/TT-BTC biểu 44",
    since="2026-11-23",
    stage=Stage.TOTAL,
    check=check,
)
