"""A table prints a total or subtotals: without them a figure that was lost or changed on its way does not show.

Silent: 1. about tables of fewer than three lines.
"""

from __future__ import annotations

from collections.abc import Iterator

from fundflow.findings import Finding, Severity
from fundflow.reference import Reference
from fundflow.rules.base import Rule, Stage
from fundflow.rules.file_view import FileView

FEW = 3


def check(file: FileView, reference: Reference) -> Iterator[Finding]:
    for table in file.reading.tables:
        lines = list(file.details(table))
        if len(lines) >= FEW and not any(line.kind in ("total", "subtotal") and line.amounts for line in table.lines):
            yield RULE.finding(
                "Bảng không có dòng tổng nên không đối chiếu được. Hãy thêm dòng “Tổng cộng”.",
                "The table prints no total, so nothing can be checked against it. Add a row “Tổng cộng”.",
                sheet=table.sheet, cell=table.title_cell or lines[0].name_cell, expected="Tổng cộng",
            )  # fmt: skip


RULE = Rule(
    id="totals_printed",
    severity=Severity.INFO,
    sentence_vi="Bảng có dòng tổng để đối chiếu.",
    sentence_en="A table prints a total to be checked against.",
    compares="the kinds of the table's rows",
    source="mẫu biểu báo cáo",
    since="2026-11-23",
    stage=Stage.FILE,
    check=check,
)
