"""Cumulative spending is reported to the end of a month; another day is told, for comparisons with other units suffer.

Silent: 1. where the day is not stated; 2. about forms that are not reports of spending.
"""

from __future__ import annotations

from collections.abc import Iterator

from fundflow.findings import Finding, Severity
from fundflow.periods import month_end
from fundflow.reference import Reference
from fundflow.rules.base import Rule, Stage, source_kinds
from fundflow.rules.file_view import FileView


def check(file: FileView, reference: Reference) -> Iterator[Finding]:
    day = file.reading.as_of
    if day is None or file.year_in_doubt:
        return
    last = month_end(day)
    if day != last:
        sheet, cell = file.place("as_of")
        yield RULE.finding(
            f"Số liệu tính đến {day:%d/%m/%Y}, không phải cuối tháng. Nếu là báo cáo tháng, quý, hãy lấy số liệu đến "
            f"{last:%d/%m/%Y}.",
            f"The figures speak of {day:%d/%m/%Y}, which is no month's end. Reports of a month or quarter go to "
            f"{last:%d/%m/%Y}.",
            sheet=sheet, cell=cell, value=f"{day:%d/%m/%Y}", expected=f"{last:%d/%m/%Y}",
        )  # fmt: skip


RULE = Rule(
    id="as_of_is_month_end",
    severity=Severity.INFO,
    sentence_vi="Báo cáo giải ngân lấy số liệu đến cuối tháng.",
    sentence_en="Reports of spending go to the end of a month.",
    compares="the day of the figures with the month's last day",
    source="TT 15/2021/TT-BTC (báo cáo tháng)",
    since="2026-11-23",
    stage=Stage.FILE,
    check=check,
    needs=source_kinds("unit_report", "summary"),
)
