"""A district or commune reports for itself and what lies below it; only the province and its departments sum up others.

Silent: 1. where the sender is not known; 2. where the sender is the province or a department. Told at the first line
of another unit.
"""

from __future__ import annotations

from collections.abc import Iterator

from fundflow.findings import Finding, Severity
from fundflow.reference import Reference
from fundflow.rules.base import Reason, Rule, Stage
from fundflow.rules.file_view import FileView

LOCAL = ("district", "commune")


def needs(file: FileView, reference: Reference) -> Reason:
    sender = reference.units.get(file.reading.unit or "")
    if sender is None or sender.kind not in LOCAL:
        return "only for reports of districts and communes / chỉ áp dụng cho báo cáo của huyện, xã"
    return None


def check(file: FileView, reference: Reference) -> Iterator[Finding]:
    own = file.reading.unit
    row = next((row for row in file.first_of_each_subject if not _below(row.unit, own, reference)), None)
    if row is not None and own is not None:
        _, line = file.line_of(row)
        sender = reference.units[own].name_vi
        yield RULE.finding(
            f"Báo cáo của {sender} có dòng của đơn vị khác (“{line.name}”, mã {row.unit}). "
            "Hãy chỉ báo cáo phần của đơn vị mình.",
            f"The report of {sender} holds a line of another unit (“{line.name}”, code {row.unit}). "
            "Report your own unit's money only.",
            sheet=row.sheet, cell=line.name_cell, value=row.unit, expected=own,
        )  # fmt: skip


def _below(unit: str | None, ancestor: str | None, reference: Reference) -> bool:
    while unit is not None and unit != ancestor:
        unit = reference.units[unit].parent
    return unit == ancestor


RULE = Rule(
    id="only_own_units",
    severity=Severity.ERROR,
    sentence_vi="Huyện, xã chỉ báo cáo cho đơn vị mình và cấp dưới.",
    sentence_en="Districts and communes report for themselves and what lies below them.",
    compares="units of the lines with the unit that reports",
    source="TT 10/2022/TT-BLĐTBXH (trách nhiệm báo cáo)",
    since="2026-11-23",
    stage=Stage.LINE,
    check=check,
    needs=needs,
)
