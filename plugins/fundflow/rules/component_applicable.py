"""No money goes to a project that does not apply in the province (GNBV Dự án 1 and 5 in Hà Tĩnh).

Silent: 1. about amounts of zero; 2. about projects that apply in part. One finding per project and sheet, at its
name.
"""

from __future__ import annotations

from collections.abc import Iterator

from fundflow.findings import Finding, Severity
from fundflow.reference import Reference
from fundflow.rules.base import Rule, Stage
from fundflow.rules.file_view import FileView


def check(file: FileView, reference: Reference) -> Iterator[Finding]:
    for row in file.first_of_each_component:
        component = reference.components.get(row.component)
        if component is None or component.applicable != "no":
            continue
        name, cell = file.name_of(row)
        yield RULE.finding(
            f"Dự án “{name}” không áp dụng tại tỉnh nhưng có số tiền. Hãy kiểm tra: có thể dòng này thuộc chương "
            "trình, dự án khác.",
            f"“{name}” does not apply in this province but holds money: probably a row of another project. Check it.",
            sheet=row.sheet, cell=cell, value=name, expected="0",
        )  # fmt: skip


RULE = Rule(
    id="component_applicable",
    severity=Severity.ERROR,
    sentence_vi="Không giao, không giải ngân vốn cho dự án không áp dụng tại tỉnh.",
    sentence_en="No money goes to a project that does not apply in the province.",
    compares="projects with money, with components.csv column applicable",
    source="QĐ 90/QĐ-TTg; QĐ 353/QĐ-TTg (danh sách huyện nghèo, xã đặc biệt khó khăn)",
    since="2026-11-23",
    stage=Stage.LINE,
    check=check,
)
