"""No payment is smaller than a thousand đồng: a figure that is was typed in another unit than the sheet's.

Silent: 1. about zero; 2. in other currencies; 3. in sheets that state no unit of money.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from fundflow.findings import Finding, Severity
from fundflow.money import vnd
from fundflow.reference import Reference
from fundflow.rules.base import Reason, Rule, Stage, figures
from fundflow.rules.file_view import FileView

LEAST = Decimal(1000)


def needs(file: FileView, reference: Reference) -> Reason:
    if file.reading.currency != "VND":
        return "not in đồng / không phải đồng Việt Nam"
    return figures(file, reference)


def check(file: FileView, reference: Reference) -> Iterator[Finding]:
    for row in file.reading.rows:
        if row.amount and abs(row.amount) < LEAST and file.line_of(row)[0].scale and file.sound(row):
            yield RULE.finding(
                f"Số tiền chỉ {vnd(row.amount)} đồng. Hãy kiểm tra đơn vị tính của ô này.",
                f"The amount is {vnd(row.amount)} đồng only. Check the unit of this cell.",
                at=row, expected="≥ 1.000 đồng",
            )  # fmt: skip


RULE = Rule(
    id="amounts_not_tiny",
    severity=Severity.WARNING,
    sentence_vi="Không có số tiền nhỏ hơn một nghìn đồng.",
    sentence_en="No amount is smaller than a thousand đồng.",
    compares="each figure with 1.000 đồng",
    source="quy ước đơn vị tính của biểu",
    since="2026-11-23",
    stage=Stage.FILE,
    check=check,
    needs=needs,
)
