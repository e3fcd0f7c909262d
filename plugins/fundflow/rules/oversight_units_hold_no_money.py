"""Units that only watch over the money (Sở Tài chính, Kho bạc) hold none of the programmes' money themselves.

Silent: 1. about amounts of zero. Told once per unit.
"""

from __future__ import annotations

from collections.abc import Iterator

from fundflow.findings import Finding, Severity
from fundflow.reference import Reference
from fundflow.rules.base import Rule, Stage
from fundflow.rules.file_view import FileView


def check(file: FileView, reference: Reference) -> Iterator[Finding]:
    told = set()
    units = reference.units
    for row in file.first_of_each_subject:
        unit = units.get(row.unit)
        if unit is None or unit.kind != "oversight" or row.unit in told:
            continue
        told.add(row.unit)
        _, line = file.line_of(row)
        yield RULE.finding(
            f"{unit.name_vi} không phải đơn vị thực hiện vốn chương trình nhưng có số tiền. Hãy kiểm tra tên đơn vị.",
            f"{unit.name_vi} does not spend programme money but holds some here. Check the unit's name.",
            sheet=row.sheet, cell=line.name_cell, value=unit.name_vi, expected="đơn vị thực hiện / a unit that spends",
        )  # fmt: skip


RULE = Rule(
    id="oversight_units_hold_no_money",
    severity=Severity.WARNING,
    sentence_vi="Cơ quan chỉ quản lý, giám sát không được giao vốn chương trình.",
    sentence_en="Units that only watch over the money hold none of it.",
    compares="units that hold money with units.csv kind oversight",
    source="QĐ giao dự toán; units.csv",
    since="2026-11-23",
    stage=Stage.LINE,
    check=check,
)
