"""A project holds only the capital types that it is made for (GNBV Dự án 2 has no investment money).

Silent: 1. about amounts of zero; 2. where components.csv names no capital types. One finding per project and sheet.
"""

from __future__ import annotations

from collections.abc import Iterator

from fundflow.findings import Finding, Severity
from fundflow.reference import Reference
from fundflow.rules.base import Rule, Stage
from fundflow.rules.file_view import FileView, capital_type_name


def check(file: FileView, reference: Reference) -> Iterator[Finding]:
    for row in file.first_of_each_component:
        allowed = reference.components[row.component].capital_types
        if allowed and row.capital_type not in allowed:
            name, cell = file.name_of(row)
            held = capital_type_name(reference, row.capital_type)
            may_hold = ", ".join(capital_type_name(reference, code) for code in allowed)
            yield RULE.finding(
                f"“{name}” không có {held.lower()} (chỉ có {may_hold.lower()}). Hãy kiểm tra dự án hoặc "
                "loại vốn của bảng.",
                f"“{name}” has no {row.capital_type} money (only {', '.join(allowed)}). Check the project or the "
                "table's capital type.",
                sheet=row.sheet, cell=cell, value=held, expected=may_hold,
            )  # fmt: skip


RULE = Rule(
    id="capital_type_allowed",
    severity=Severity.WARNING,
    sentence_vi="Mỗi dự án chỉ có loại vốn được quy định cho dự án đó.",
    sentence_en="A project holds only the capital types that it is made for.",
    compares="capital types of projects with components.csv column capital_types",
    source="TT 55/2023/TT-BTC; QĐ 90/QĐ-TTg; QĐ 1719/QĐ-TTg",
    since="2026-11-23",
    stage=Stage.LINE,
    check=check,
)
