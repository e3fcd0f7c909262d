"""What was cancelled does not exceed what was available on the line (carried in + allocated + adjusted).

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
    for pair in exceeding(file, "cancelled", *PLAN):
        yield RULE.finding(
            f"Dự toán bị hủy {vnd(pair.part.amount)} đồng lớn hơn dự toán được chi {vnd(pair.limit)} đồng (ô "
            f"{joined(pair.whole)}). "
            "Hãy kiểm tra lại hai số.",
            f"{vnd(pair.part.amount)} cancelled, but only {vnd(pair.limit)} was available (cells "
            f"{joined(pair.whole)}). Check both.",
            at=pair.part, expected=f"≤ {file.shown(pair.part, pair.limit)}", difference=pair.excess,
        )  # fmt: skip


RULE = Rule(
    id="cancelled_within_available",
    severity=Severity.ERROR,
    sentence_vi="Dự toán bị hủy không lớn hơn dự toán được chi.",
    sentence_en="What was cancelled does not exceed what was available.",
    compares="cancelled with carried in + allocated + adjusted, per line",
    source="Mẫu 04-SDKP/ĐVDT cột 10; TT 344/2016/TT-BTC Điều 13 khoản 3",
    since="2026-11-23",
    stage=Stage.LINE,
    check=check,
    needs=measures("cancelled", any_of=PLAN),
    version=2,
)
