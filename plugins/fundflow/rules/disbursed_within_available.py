"""What was disbursed of a money year does not exceed what was available of it (carried in + allocated + adjusted).

Silent: 1. about amounts already found wrong; 2. where the file says nothing of what was available (forms without a plan).
Money years that the file spends together (2021-2022) are compared together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from fundflow.findings import Finding, Severity
from fundflow.records import Reading, Row
from fundflow.reference import Reference
from fundflow.rules.base import NotApplicable, Rule, Stage

AVAILABLE = frozenset({"carried_in", "allocated", "adjusted"})


def check(reading: Reading, reference: Reference) -> Iterator[Finding] | NotApplicable:
    measures = {row.measure for row in reading.rows}
    if "disbursed" not in measures or not measures & AVAILABLE:
        return NotApplicable("the file does not give both plan and spending / tệp không có đủ kế hoạch và giải ngân")
    return _check(reading)


def _check(reading: Reading) -> Iterator[Finding]:
    plans: dict[tuple, list[Row]] = defaultdict(list)
    for row in reading.rows:
        if row.measure in AVAILABLE:
            plans[_line(row)].append(row)
    for row in reading.rows:
        if row.measure != "disbursed" or row.amount <= 0:
            continue
        plan = [p for p in plans[_line(row)] if row.money_year_first <= p.money_year_first and p.money_year_last <= row.money_year_last]
        if any((r.sheet, r.cell) in reading.spoiled for r in (row, *plan)):
            continue
        available = sum((p.amount for p in plan), Decimal(0))
        if row.amount > available:
            cells = ", ".join(p.cell for p in plan) or "-"
            yield RULE.finding(
                f"Đã giải ngân {_dong(row.amount)} đồng, vượt số vốn được sử dụng {_dong(available)} đồng (ô {cells}). Hãy kiểm tra lại số giải ngân hoặc kế hoạch vốn.",
                f"Disbursed {row.amount:,f} exceeds what is available, {available:,f} (cells {cells}). Check spending and plan.",
                sheet=row.sheet, cell=row.cell, value=row.raw, expected=f"≤ {available:f}", difference=row.amount - available,
            )


def _line(row: Row) -> tuple:
    return row.component, row.unit, row.capital_type, row.sheet


def _dong(value: Decimal) -> str:
    return f"{value:,f}".replace(",", ".")


RULE = Rule(
    id="disbursed_within_available",
    severity=Severity.ERROR,
    sentence_vi="Số giải ngân của mỗi năm vốn không vượt số vốn được sử dụng của năm vốn đó.",
    sentence_en="What was disbursed of a money year does not exceed what was available of it.",
    source="TT 344/2016/TT-BTC; định nghĩa dự toán còn được phép sử dụng",
    since="2026-11-23",
    stage=Stage.LINE,
    check=check,
)
