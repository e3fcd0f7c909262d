"""A downward adjustment takes no more than there is: carried in + allocated + adjusted is not negative.

Silent: 1. on lines without a reduction; 2. on lines that give nothing that it could be taken from; 3. about amounts
already found wrong; 4. where the printed totals show that it is the plan that is too small (totals_equal_details
speaks).
"""

from __future__ import annotations

from collections.abc import Iterator

from fundflow.findings import Finding, Severity
from fundflow.money import vnd
from fundflow.reference import Reference
from fundflow.rules.base import Rule, Stage, measures
from fundflow.rules.comparisons import is_consequence
from fundflow.rules.file_view import FileView, joined

PLAN_BEFORE = ("carried_in", "allocated")


def check(file: FileView, reference: Reference) -> Iterator[Finding]:
    for entry in file.entries:
        before = entry.of(*PLAN_BEFORE)
        for row in entry.of("adjusted"):
            left = row.amount + entry.total(*PLAN_BEFORE)
            in_debt = row.amount < 0 and before and left < 0
            known = in_debt and file.sound(row) and file.complete(entry, *PLAN_BEFORE)
            if known and not is_consequence(file, row, -left, before, -left):
                yield RULE.finding(
                    f"Điều chỉnh giảm {vnd(-row.amount)} đồng nhiều hơn số được giao {vnd(left - row.amount)} đồng "
                    f"(ô {joined(before)}). Hãy kiểm tra dấu và số điều chỉnh.",
                    f"The reduction of {vnd(-row.amount)} is more than the plan of {vnd(left - row.amount)} "
                    f"(cells {joined(before)}). Check its sign and amount.",
                    at=row, expected=f"≥ {file.shown(row, row.amount - left)}", difference=left,
                )  # fmt: skip


RULE = Rule(
    id="adjustment_leaves_no_debt",
    severity=Severity.ERROR,
    sentence_vi="Điều chỉnh giảm không nhiều hơn số đã giao.",
    sentence_en="A reduction takes no more than there is.",
    compares="adjusted with carried in + allocated, per line",
    source="Mẫu 04-SDKP/ĐVDT: 5=6+7+8; TT 76/2023/TT-BTC Điều 7",
    since="2026-11-23",
    stage=Stage.LINE,
    check=check,
    needs=measures("adjusted", any_of=PLAN_BEFORE),
    version=2,
)
