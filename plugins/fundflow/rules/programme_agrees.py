"""A table whose title names one programme holds money of that programme.

Silent: 1. where the title names none or several; 2. about amounts of zero. Told at the first line of another
programme.
"""

from __future__ import annotations

from collections.abc import Iterator

from fundflow.findings import Finding, Severity
from fundflow.reference import Reference
from fundflow.rules.base import Rule, Stage
from fundflow.rules.file_view import FileView


def check(file: FileView, reference: Reference) -> Iterator[Finding]:
    told = set()
    for row in file.first_of_each_component:
        table, _ = file.line_of(row)
        titled = reference.programme_in(table.title)
        programme = reference.components[row.component].programme
        if titled is None or programme == titled or id(table) in told:
            continue
        told.add(id(table))
        name, cell = file.name_of(row)
        yield RULE.finding(
            f"Tiêu đề bảng là chương trình {titled} nhưng “{name}” thuộc chương trình {programme}. Hãy sửa tiêu đề "
            "hoặc tách bảng.",
            f"The title names programme {titled} but “{name}” belongs to {programme}. Mend the title or split the "
            "table.",
            sheet=row.sheet, cell=cell, value=programme, expected=titled,
        )  # fmt: skip


RULE = Rule(
    id="programme_agrees",
    severity=Severity.WARNING,
    sentence_vi="Các dòng của bảng thuộc đúng chương trình ghi ở tiêu đề.",
    sentence_en="A table holds money of the programme that its title names.",
    compares="programmes of the lines with the programme of the title",
    source="mẫu biểu báo cáo",
    since="2026-11-23",
    stage=Stage.FILE,
    check=check,
)
