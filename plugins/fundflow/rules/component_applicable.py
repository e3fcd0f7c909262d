"""No money goes to a project that does not apply in the province (GNBV Dự án 1 and 5 in Hà Tĩnh).

Silent: 1. about amounts of zero; 2. about projects that apply in part. One finding per project and sheet, at its name.
"""

from __future__ import annotations

from collections.abc import Iterator

from fundflow.findings import Finding, Severity
from fundflow.records import Reading
from fundflow.reference import Reference
from fundflow.rules.base import NotApplicable, Rule, Stage


def check(reading: Reading, reference: Reference) -> Iterator[Finding] | NotApplicable:
    if not reading.rows:
        return NotApplicable("the file holds no amounts / tệp không có số liệu")
    return _check(reading, reference)


def _check(reading: Reading, reference: Reference) -> Iterator[Finding]:
    seen: set[tuple] = set()
    for row in reading.rows:
        component = reference.components.get(row.component)
        if component is None or component.applicable != "no" or row.amount == 0 or (row.sheet, row.component) in seen:
            continue
        seen.add((row.sheet, row.component))
        name, cell = _name_of(reading, row)
        yield RULE.finding(
            f"Dự án “{name}” không áp dụng tại tỉnh nhưng có số tiền. Hãy kiểm tra: có thể dòng này thuộc chương trình, dự án khác.",
            f"“{name}” does not apply in this province but holds money: probably a row of another project. Check it.",
            sheet=row.sheet, cell=cell, value=name, expected="0",
        )


def _name_of(reading: Reading, row) -> tuple[str, str]:
    for table in reading.tables:
        if table.sheet != row.sheet:
            continue
        for line in table.lines:
            if line.component == row.component:
                return line.name, line.name_cell
    return row.component, row.cell


RULE = Rule(
    id="component_applicable",
    severity=Severity.ERROR,
    sentence_vi="Không giao, không giải ngân vốn cho dự án không áp dụng tại tỉnh.",
    sentence_en="No money goes to a project that does not apply in the province.",
    source="QĐ 90/QĐ-TTg; QĐ 353/QĐ-TTg (danh sách huyện nghèo, xã đặc biệt khó khăn)",
    since="2026-11-23",
    stage=Stage.LINE,
    check=check,
)
