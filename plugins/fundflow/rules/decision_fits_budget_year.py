"""A decision about a budget year is made from July of the year before to the settlement's end, 31/01 of the year after.

Silent: 1. where its date or budget year is not stated; 2. about dates in the future (decision_not_in_future speaks).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from fundflow.findings import Finding, Severity
from fundflow.reference import Reference
from fundflow.rules.base import Rule, Stage, source_kinds
from fundflow.rules.file_view import FileView


def check(file: FileView, reference: Reference) -> Iterator[Finding]:
    day, year = file.reading.decision_date, file.reading.budget_year
    if day is None or year is None or day > file.today:
        return
    if not date(year - 1, 7, 1) <= day <= date(year + 1, 1, 31):
        sheet, cell = file.place("decision")
        yield RULE.finding(
            f"Quyết định ngày {day:%d/%m/%Y} nhưng biểu là của năm {year}. Hãy kiểm tra ngày quyết định và năm trong "
            "tiêu đề.",
            f"The decision of {day:%d/%m/%Y} speaks of the year {year}. Check its date and the year of the title.",
            sheet=sheet, cell=cell, value=f"{day:%d/%m/%Y}", expected=f"01/07/{year - 1} … 31/01/{year + 1}",
        )  # fmt: skip


RULE = Rule(
    id="decision_fits_budget_year",
    severity=Severity.WARNING,
    sentence_vi="Ngày quyết định phù hợp với năm ngân sách của biểu.",
    sentence_en="A decision's date fits the budget year that it speaks of.",
    compares="the decision's date with its budget year",
    source="TT 342/2016/TT-BTC Điều 13 khoản 1; TT 344/2016/TT-BTC Điều 13 khoản 2",
    since="2026-11-23",
    stage=Stage.FILE,
    check=check,
    needs=source_kinds("decision"),
)
