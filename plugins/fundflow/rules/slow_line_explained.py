"""From 30/9 on a line that has spent nothing of its plan says why in the column of difficulties.

Silent: 1. before 30/9; 2. in tables without such a column; 3. on lines without a plan; 4. where something was spent.
"""

from __future__ import annotations

from collections.abc import Iterator

from fundflow.findings import Finding, Severity
from fundflow.reference import Reference
from fundflow.rules.base import Rule, Stage, measures, source_kinds
from fundflow.rules.file_view import PLAN, FileView

FROM_MONTH = 9


def check(file: FileView, reference: Reference) -> Iterator[Finding]:
    day = file.reading.as_of
    for entry in file.entries if day and day.month >= FROM_MONTH else ():
        spent = entry.of("disbursed")
        if not spent or any(row.amount for row in spent) or entry.total(*PLAN) <= 0:
            continue
        if file.has_notes(spent[0]) and not spent[0].note:
            yield RULE.finding(
                "Đến cuối quý III dòng này chưa giải ngân nhưng không nêu khó khăn, vướng mắc. Hãy ghi lý do.",
                "By the end of the third quarter this line has spent nothing and gives no reason. Write it into the "
                "notes.",
                at=spent[0], expected="khó khăn, vướng mắc / a reason",
            )  # fmt: skip


RULE = Rule(
    id="slow_line_explained",
    severity=Severity.WARNING,
    sentence_vi="Từ 30/9, dòng chưa giải ngân phải nêu khó khăn, vướng mắc.",
    sentence_en="From 30/9 on a line that has spent nothing says why.",
    compares="lines without spending with their notes",
    source="mẫu báo cáo, cột khó khăn, vướng mắc",
    since="2026-11-23",
    stage=Stage.FILE,
    check=check,
    needs=source_kinds("unit_report", then=measures("disbursed", any_of=PLAN)),
    on_trial=True,
)
