"""The settlement's balances are those of 31/01: the form is not sent before that day.

Silent: 1. where the budget year is not known.
"""

from __future__ import annotations

from collections.abc import Iterator

from fundflow.findings import Finding, Severity
from fundflow.reference import Reference
from fundflow.rules.base import Rule, Stage, source_kinds
from fundflow.rules.file_view import FileView


def check(file: FileView, reference: Reference) -> Iterator[Finding]:
    day = file.reading.as_of
    if day and day > file.today:
        sheet, cell = file.place("as_of")
        yield RULE.finding(
            f"Số dư tại {day:%d/%m/%Y} được gửi trước ngày đó ({file.today:%d/%m/%Y}). Hãy gửi lại khi hết thời gian "
            "chỉnh lý.",
            f"Balances of {day:%d/%m/%Y} were sent before that day ({file.today:%d/%m/%Y}). Send them when the "
            "settlement has ended.",
            sheet=sheet, cell=cell, value=f"{day:%d/%m/%Y}", expected=f"≤ {file.today:%d/%m/%Y}",
        )  # fmt: skip


RULE = Rule(
    id="settlement_reached",
    severity=Severity.WARNING,
    sentence_vi="Biểu số dư tại 31/01 không gửi trước ngày 31/01.",
    sentence_en="The form of balances at 31/01 is not sent before that day.",
    compares="the settlement's day with the day of judgement",
    source="TT 344/2016/TT-BTC Điều 13 khoản 2; TT 18/2020/TT-BTC Điều 12",
    since="2026-11-23",
    stage=Stage.FILE,
    check=check,
    needs=source_kinds("carryover_form"),
)
