"""What stands under "trong đó" or "gồm" is part of the line above it and not more than it.

Silent: 1. where the line above gives no amount in that column; 2. about amounts already found wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

from fundflow.findings import Finding, Severity
from fundflow.money import vnd
from fundflow.records import Line, Table
from fundflow.reference import Reference
from fundflow.rules.base import Reason, Rule, Stage
from fundflow.rules.file_view import FileView, in_sheet_unit


def needs(file: FileView, reference: Reference) -> Reason:
    if any(line.kind == "partial" for table in file.reading.tables for line in table.lines):
        return None
    return "no line says “trong đó” / không có dòng “trong đó”"


def check(file: FileView, reference: Reference) -> Iterator[Finding]:
    for table in file.reading.tables:
        for part, whole in _parts(table):
            for key in (key for key in part.amounts if key in whole.amounts):
                amount, limit = part.amounts[key], whole.amounts[key]
                if amount.value is None or limit.value is None or not file.sound_cells(amount, limit):
                    continue
                if amount.value > limit.value >= 0:
                    yield RULE.finding(
                        f"“{part.name}” {vnd(amount.value)} đồng lớn hơn số của dòng chứa nó, {vnd(limit.value)} "
                        f"đồng (ô {limit.cell}). "
                        "Hãy sửa một trong hai số.",
                        f"“{part.name}”, {vnd(amount.value)}, is more than the line it is part of, "
                        f"{vnd(limit.value)} ({limit.cell}). "
                        "Mend one of them.",
                        sheet=amount.sheet, cell=amount.cell, value=amount.raw,
                        expected=f"≤ {in_sheet_unit(limit.value, table)}", difference=amount.value - limit.value,
                    )  # fmt: skip


def _parts(table: Table) -> Iterator[tuple[Line, Line]]:
    """(part, the line above that it is part of)."""
    whole = None
    for line in table.lines:
        if line.kind != "partial":
            whole = line
        elif whole is not None:
            yield line, whole


RULE = Rule(
    id="parts_within_whole",
    severity=Severity.ERROR,
    sentence_vi="Số “trong đó” không lớn hơn số của dòng chứa nó.",
    sentence_en="A part (“trong đó”) is not more than its whole.",
    compares="lines of “trong đó”, “gồm” with the line above them",
    source="mẫu biểu báo cáo",
    since="2026-11-23",
    stage=Stage.LINE,
    check=check,
    needs=needs,
)
