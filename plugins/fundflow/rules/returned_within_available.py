"""What was returned does not exceed what was available on the line (carried in + allocated + adjusted).

Silent: 1. on lines that give no plan; 2. about amounts already found wrong; 3. where the printed totals show that it
is the plan that is too small (totals_equal_details speaks).
"""

from __future__ import annotations

from collections.abc import Iterator

from fundflow.findings import Finding, Severity
from fundflow.money import vnd
from fundflow.reference import Reference
from fundflow.rules.base import Rule, Stage, measures
from fundflow.rules.comparisons import exceeding
from fundflow.rules.file_view import PLAN, FileView, joined


def check(file: FileView, reference: Reference) -> Iterator[Finding]:
    for pair in exceeding(file, "returned", *PLAN):
        yield RULE.finding(
            f"Số hoàn trả ngân sách {vnd(pair.part.amount)} đồng lớn hơn dự toán được chi {vnd(pair.limit)} đồng (ô "
            f"{joined(pair.whole)}). "
            "Hãy kiểm tra lại hai số.",
            f"{vnd(pair.part.amount)} returned, but only {vnd(pair.limit)} was available (cells "
            f"{joined(pair.whole)}). Check both.",
            at=pair.part, expected=f"≤ {file.shown(pair.part, pair.limit)}", difference=pair.excess,
        )  # fmt: skip


RULE = Rule(
    id="returned_within_available",
    severity=Severity.ERROR,
    sentence_vi="Số hoàn trả ngân sách không lớn hơn dự toán được chi.",
    sentence_en="What was returned does not exceed what was available.",
    compares="returned with carried in + allocated + adjusted, per line",
    source="TT 76/2023/TT-BTC Điều 8 khoản 4; TT 342/2016/TT-BTC Điều 9",
    since="2026-11-23",
    stage=Stage.LINE,
    check=check,
    needs=measures("returned", any_of=PLAN),
    version=2,
)
