"""A report speaks of days that have passed: its figures' day is not in the future.

Silent: 1. where the day is not stated; 2. about forms of the settlement (settlement_reached speaks) and decisions;
3. where the file contradicts itself about its day.
"""

from __future__ import annotations

from collections.abc import Iterator

from fundflow.findings import Finding, Severity
from fundflow.reference import Reference
from fundflow.rules.base import Rule, Stage, source_kinds
from fundflow.rules.file_view import FileView


def check(file: FileView, reference: Reference) -> Iterator[Finding]:
    day = file.reading.as_of
    if day and day > file.today and not file.year_in_doubt:
        sheet, cell = file.place("as_of")
        yield RULE.finding(
            f"Số liệu tính đến ngày {day:%d/%m/%Y}, sau ngày hôm nay ({file.today:%d/%m/%Y}). Hãy sửa ngày số liệu.",
            f"The figures speak of {day:%d/%m/%Y}, which is after today ({file.today:%d/%m/%Y}). Mend the day.",
            sheet=sheet, cell=cell, value=f"{day:%d/%m/%Y}", expected=f"≤ {file.today:%d/%m/%Y}",
        )  # fmt: skip


RULE = Rule(
    id="as_of_not_in_future",
    severity=Severity.ERROR,
    sentence_vi="Ngày số liệu không ở tương lai.",
    sentence_en="The day of the figures is not in the future.",
    compares="the day of the figures with the day of judgement",
    source="TT 343/2016/TT-BTC",
    since="2026-11-23",
    stage=Stage.CELL,
    check=check,
    needs=source_kinds("unit_report", "summary"),
)
