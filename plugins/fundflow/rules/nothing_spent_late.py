"""A unit with money that has spent nothing by the middle of the year is told so: perhaps the figures were not filled
in.

Silent: 1. before 30/6; 2. about units without a plan; 3. where some amount is not zero; 4. about summaries. Told at
the first figure of spending.
"""

from __future__ import annotations

from collections.abc import Iterator

from fundflow.findings import Finding, Severity
from fundflow.reference import Reference
from fundflow.rules.base import Rule, Stage, measures, source_kinds
from fundflow.rules.file_view import PLAN, FileView

FROM_MONTH = 6


def check(file: FileView, reference: Reference) -> Iterator[Finding]:
    day = file.reading.as_of
    spent = [row for row in file.reading.rows if row.measure == "disbursed"]
    planned = any(row.amount > 0 for row in file.reading.rows if row.measure in PLAN)
    if day and day.month >= FROM_MONTH and planned and not any(row.amount for row in spent):
        yield RULE.finding(
            f"Đến {day:%d/%m/%Y} đơn vị có vốn nhưng chưa giải ngân đồng nào. Nếu chưa điền số giải ngân, hãy gửi "
            "lại báo cáo.",
            f"By {day:%d/%m/%Y} the unit holds money but has spent nothing. If spending was not filled in, send the "
            "report again.",
            at=spent[0], expected="> 0",
        )  # fmt: skip


RULE = Rule(
    id="nothing_spent_late",
    severity=Severity.INFO,
    sentence_vi="Đơn vị có vốn mà đến giữa năm chưa giải ngân thì được nhắc.",
    sentence_en="A unit with money that has spent nothing by mid-year is told so.",
    compares="all spending of a report with zero, from June on",
    source="chỉ đạo đôn đốc giải ngân (đơn vị giải ngân 0 %)",
    since="2026-11-23",
    stage=Stage.FILE,
    check=check,
    needs=source_kinds("unit_report", then=measures("disbursed", any_of=PLAN)),
)
