"""A component of a unit has one line; a second one with other amounts is added to it, and should be known to be right.

Silent: 1. about lines of zeros; 2. about lines with the same amounts (line_not_twice speaks); 3. about lines of
different source nature.
"""

from __future__ import annotations

from collections.abc import Iterator

from fundflow.findings import Finding, Severity
from fundflow.reference import Reference
from fundflow.rules.base import Rule, Stage
from fundflow.rules.file_view import FileView
from fundflow.rules.same_lines import same_amounts, same_lines


def check(file: FileView, reference: Reference) -> Iterator[Finding]:
    for first, again in same_lines(file):
        if not same_amounts(first, again):
            yield RULE.finding(
                f"“{again.line.name}” đã có ở dòng {first.line.row} của trang “{first.line.sheet}” với số tiền khác; hai dòng được "
                "cộng lại. "
                "Hãy gộp thành một dòng hoặc sửa tên dòng.",
                f"“{again.line.name}” stands in row {first.line.row} of sheet “{first.line.sheet}” too, with other amounts; the two "
                "are added. "
                "Join them or mend the name.",
                sheet=again.line.sheet, cell=again.line.name_cell, value=again.line.name, expected="một dòng / one line",
            )  # fmt: skip


RULE = Rule(
    id="line_not_split",
    severity=Severity.WARNING,
    sentence_vi="Mỗi dự án của một đơn vị chỉ có một dòng.",
    sentence_en="A project of a unit has one line.",
    compares="lines of the same project, unit, capital type and source nature with each other",
    source="mẫu biểu báo cáo",
    since="2026-11-23",
    stage=Stage.LINE,
    check=check,
)
