"""Amounts are numbers, not text: a text is read as its sheet writes numbers, which the sender should know.

Silent: 1. about dashes and blanks; 2. about texts that are no amounts (amount.not_a_number speaks). One finding per
sheet, at its first such cell.
"""

from __future__ import annotations

from collections.abc import Iterator

from fundflow.findings import Finding, Severity
from fundflow.money import vnd
from fundflow.records import Amount, Table
from fundflow.reference import Reference
from fundflow.rules.base import Rule, Stage
from fundflow.rules.file_view import FileView


def check(file: FileView, reference: Reference) -> Iterator[Finding]:
    for table in file.reading.tables:
        typed = _typed(table)
        if typed:
            yield RULE.finding(
                f"{len(typed)} số tiền của trang được nhập dạng chữ, ô đầu tiên {typed[0].cell} “{typed[0].raw}” đọc "
                "là "
                f"{vnd(typed[0].value)} đồng. Hãy nhập dạng số để tránh hiểu nhầm.",
                f"{len(typed)} amounts of the sheet are text; the first, {typed[0].cell} “{typed[0].raw}”, was read as "
                f"{vnd(typed[0].value)} đồng. Enter numbers.",
                sheet=typed[0].sheet, cell=typed[0].cell, value=typed[0].raw, expected="số / a number",
            )  # fmt: skip


def _typed(table: Table) -> list[Amount]:
    return [
        amount for line in table.lines for amount in line.amounts.values() if amount.typed and amount.value is not None
    ]


RULE = Rule(
    id="amounts_are_numbers",
    severity=Severity.INFO,
    sentence_vi="Số tiền được nhập dạng số, không phải dạng chữ.",
    sentence_en="Amounts are numbers, not text.",
    compares="the kind of each amount's cell",
    source="hướng dẫn lập biểu",
    since="2026-11-23",
    stage=Stage.FILE,
    check=check,
)
