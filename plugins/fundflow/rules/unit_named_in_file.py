"""A report names its unit above the title: a file that is known by its folder only says nothing when it is moved.

Silent: 1. about decisions and summaries; 2. where no folder says the unit either (unit.missing speaks).
"""

from __future__ import annotations

from collections.abc import Iterator

from fundflow.findings import Finding, Severity
from fundflow.reference import Reference
from fundflow.rules.base import Rule, Stage, source_kinds
from fundflow.rules.file_view import FileView


def check(file: FileView, reference: Reference) -> Iterator[Finding]:
    reading = file.reading
    if reading.unit and reading.unit_cell is None:
        sheet, cell = file.place("unit")
        name = reference.units[reading.unit].name_vi
        yield RULE.finding(
            f"Tệp không ghi tên đơn vị; được hiểu là của {name} theo thư mục. Hãy ghi tên đơn vị phía trên tiêu đề.",
            f"The file does not name its unit; by its folder it is taken for {name}. Write the name above the title.",
            sheet=sheet, cell=cell, expected=name,
        )  # fmt: skip


RULE = Rule(
    id="unit_named_in_file",
    severity=Severity.INFO,
    sentence_vi="Báo cáo ghi tên đơn vị phía trên tiêu đề.",
    sentence_en="A report names its unit above the title.",
    compares="the words above the title with units.csv",
    source="NĐ 30/2020/NĐ-CP (thể thức); mẫu biểu",
    since="2026-11-23",
    stage=Stage.FILE,
    check=check,
    needs=source_kinds("unit_report", "carryover_form"),
)
