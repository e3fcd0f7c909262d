"""Money of a project that has sub-projects is given on the sub-projects, not on the project.

Silent: 1. about amounts of zero; 2. about figures of the Treasury, which knows no sub-projects. One finding per
project and sheet.
"""

from __future__ import annotations

from collections.abc import Iterator

from fundflow.findings import Finding, Severity
from fundflow.reference import Reference
from fundflow.rules.base import Rule, Stage, source_kinds
from fundflow.rules.file_view import FileView


def check(file: FileView, reference: Reference) -> Iterator[Finding]:
    for row in file.first_of_each_component:
        if reference.is_leaf(row.component):
            continue
        name, cell = file.name_of(row)
        below = ", ".join(reference.children(row.component))
        yield RULE.finding(
            f"“{name}” có tiểu dự án ({below}) nhưng số tiền không chia theo tiểu dự án. Hãy ghi từng tiểu dự án.",
            f"“{name}” has sub-projects ({below}) but its money is not split. Give each sub-project its line.",
            sheet=row.sheet, cell=cell, value=name, expected=below,
        )  # fmt: skip


RULE = Rule(
    id="money_on_sub_projects",
    severity=Severity.WARNING,
    sentence_vi="Vốn của dự án có tiểu dự án phải ghi theo từng tiểu dự án.",
    sentence_en="Money of a project with sub-projects is given on the sub-projects.",
    compares="components that hold money with the tree of components.csv",
    source="TT 10/2022/TT-BLĐTBXH; QĐ 90/QĐ-TTg",
    since="2026-11-23",
    stage=Stage.LINE,
    check=check,
    needs=source_kinds("unit_report", "summary", "decision", "carryover_form"),
)
