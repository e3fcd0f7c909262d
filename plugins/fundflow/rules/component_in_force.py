"""A project is in force on the day that the figures speak of: not retired, not of a programme still to come.

Silent: 1. where the file contradicts itself about its day; 2. about amounts of zero; 3. about further projects of a
programme that live and end with one that was told.
"""

from __future__ import annotations

from collections.abc import Iterator

from fundflow.findings import Finding, Severity
from fundflow.reference import Reference
from fundflow.rules.base import Rule, Stage
from fundflow.rules.file_view import FileView


def check(file: FileView, reference: Reference) -> Iterator[Finding]:
    day = file.reading.as_of
    told = set()
    for row in file.first_of_each_component if day and not file.year_in_doubt else ():
        component = reference.components[row.component]
        life = (component.programme, component.valid_from, component.valid_to)
        if not component.valid_on(day) and life not in told:
            told.add(life)
            name, cell = file.name_of(row)
            yield RULE.finding(
                f"“{name}” không có hiệu lực vào ngày {day:%d/%m/%Y}. Hãy dùng dự án đang có hiệu lực hoặc kiểm tra "
                "ngày số liệu.",
                f"“{name}” is not in force on {day:%d/%m/%Y}. Use the project in force or check the day of the "
                "figures.",
                sheet=row.sheet, cell=cell, value=name, expected=f"{component.valid_from} … {component.valid_to}",
            )  # fmt: skip


RULE = Rule(
    id="component_in_force",
    severity=Severity.ERROR,
    sentence_vi="Dự án phải có hiệu lực vào ngày số liệu.",
    sentence_en="A project is in force on the day of the figures.",
    compares="the day of the figures with components.csv columns valid_from, valid_to",
    source="QĐ 90/QĐ-TTg; QĐ 1719/QĐ-TTg; NQ 257/2025/QH15",
    since="2026-11-23",
    stage=Stage.CELL,
    check=check,
)
