"""The estimate for the year's end (ước thực hiện) is not more than the line may spend.

Silent: 1. on lines that do not give both; 2. about amounts already found wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

from fundflow.findings import Finding, Severity
from fundflow.money import vnd
from fundflow.reference import Reference
from fundflow.rules.base import Rule, Stage, measures
from fundflow.rules.file_view import PLAN, FileView, joined


def check(file: FileView, reference: Reference) -> Iterator[Finding]:
    for entry in file.entries:
        plan = entry.of(*PLAN)
        for row in entry.of("estimate"):
            available = entry.total(*PLAN)
            if plan and row.amount > available and file.sound(row) and file.complete(entry, *PLAN):
                yield RULE.finding(
                    f"Ước thực hiện cả năm {vnd(row.amount)} đồng vượt tổng vốn {vnd(available)} đồng (ô "
                    f"{joined(plan)}). "
                    "Hãy kiểm tra lại số ước.",
                    f"The estimate for the year, {vnd(row.amount)}, exceeds the money there is, {vnd(available)} "
                    f"(cells {joined(plan)}). Check the estimate.",
                    at=row, expected=f"≤ {file.shown(row, available)}", difference=row.amount - available,
                )  # fmt: skip


RULE = Rule(
    id="estimate_within_available",
    severity=Severity.WARNING,
    sentence_vi="Ước thực hiện cả năm không vượt tổng vốn được sử dụng.",
    sentence_en="The estimate for the year does not exceed the money there is.",
    compares="estimate with carried in + allocated + adjusted, per line",
    source="TT 10/2022/TT-BLĐTBXH (báo cáo 6 tháng, năm)",
    since="2026-11-23",
    stage=Stage.LINE,
    check=check,
    needs=measures("estimate", any_of=PLAN),
)
