"""A report comes by the day on which the reporting calendar wants it.

Silent: 1. where no duty ends a period on the day of the figures; 2. more than a year after the due day: then somebody
loads old files. mart.coverage tells what did not come at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from fundflow.findings import Finding, Severity
from fundflow.periods import report_due
from fundflow.reference import Reference
from fundflow.rules.base import Reason, Rule, Stage, source_kinds
from fundflow.rules.file_view import FileView

A_YEAR = timedelta(days=366)


def no_need(file: FileView, reference: Reference) -> Reason:
    """A nil return may be late too."""
    return None


def check(file: FileView, reference: Reference) -> Iterator[Finding]:
    reading = file.reading
    sender = reference.units.get(reading.unit or "")
    if sender is None or reading.form is None or reading.as_of is None:
        return
    due = report_due(reference.duties, reading.form, sender.kind, reading.as_of)
    if due and due < file.today <= due + A_YEAR:
        sheet, cell = file.place("as_of")
        days = (file.today - due).days
        yield RULE.finding(
            f"Báo cáo đến hạn ngày {due:%d/%m/%Y}, nhận ngày {file.today:%d/%m/%Y}: chậm {days} ngày. "
            "Lần sau hãy gửi đúng hạn.",
            f"The report was due on {due:%d/%m/%Y} and came on {file.today:%d/%m/%Y}, {days} days late. "
            "Next time send it in time.",
            sheet=sheet, cell=cell, value=f"{file.today:%d/%m/%Y}", expected=f"≤ {due:%d/%m/%Y}",
        )  # fmt: skip


RULE = Rule(
    id="report_in_time",
    severity=Severity.INFO,
    sentence_vi="Báo cáo được gửi đúng hạn theo lịch báo cáo.",
    sentence_en="A report comes by the day that the reporting calendar names.",
    compares="the day of judgement with the due day of report_calendar.csv",
    source="TT 10/2022/TT-BLĐTBXH (15 ngày làm việc sau kỳ báo cáo); TT 18/2020/TT-BTC Điều 12",
    since="2026-11-23",
    stage=Stage.FILE,
    check=check,
    needs=source_kinds("unit_report", "carryover_form", then=no_need),
)
