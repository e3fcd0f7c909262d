"""A decision is dated: its date is not in the future.

Silent: 1. where the date is not stated (decision.number_missing speaks).
"""

from __future__ import annotations

from collections.abc import Iterator

from fundflow.findings import Finding, Severity
from fundflow.reference import Reference
from fundflow.rules.base import Rule, Stage, source_kinds
from fundflow.rules.file_view import FileView


def check(file: FileView, reference: Reference) -> Iterator[Finding]:
    day = file.reading.decision_date
    if day and day > file.today:
        sheet, cell = file.place("decision")
        yield RULE.finding(
            f"Quyết định ghi ngày {day:%d/%m/%Y}, sau ngày hôm nay ({file.today:%d/%m/%Y}). Hãy sửa ngày của quyết "
            "định.",
            f"The decision is dated {day:%d/%m/%Y}, after today ({file.today:%d/%m/%Y}). Mend its date.",
            sheet=sheet, cell=cell, value=f"{day:%d/%m/%Y}", expected=f"≤ {file.today:%d/%m/%Y}",
        )  # fmt: skip


RULE = Rule(
    id="decision_not_in_future",
    severity=Severity.ERROR,
    sentence_vi="Ngày của quyết định không ở tương lai.",
    sentence_en="A decision is not dated in the future.",
    compares="the decision's date with the day of judgement",
    source="NĐ 30/2020/NĐ-CP (ngày, số văn bản)",
    since="2026-11-23",
    stage=Stage.CELL,
    check=check,
    needs=source_kinds("decision"),
)
