"""What was disbursed of a money year does not exceed what was available of it (carried in + allocated + adjusted).

Silent: 1. about amounts already found wrong; 2. on lines that give no plan of those years (spending_has_plan speaks);
3. within the rounding of the sheet; 4. where the printed totals show that it is the plan that is too small
(totals_equal_details speaks). Money years that the file spends together (2021-2022) are compared together.
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
    for pair in exceeding(file, "disbursed", *PLAN):
        yield RULE.finding(
            f"Đã giải ngân {vnd(pair.part.amount)} đồng, vượt số vốn được sử dụng {vnd(pair.limit)} đồng "
            f"(ô {joined(pair.whole)}). Hãy kiểm tra lại số giải ngân hoặc kế hoạch vốn.",
            f"Disbursed {vnd(pair.part.amount)} exceeds what is available, {vnd(pair.limit)} "
            f"(cells {joined(pair.whole)}). Check spending and plan.",
            at=pair.part, expected=f"≤ {file.shown(pair.part, pair.limit)}", difference=pair.excess,
        )  # fmt: skip


RULE = Rule(
    id="disbursed_within_available",
    severity=Severity.ERROR,
    sentence_vi="Số giải ngân của mỗi năm vốn không vượt số vốn được sử dụng của năm vốn đó.",
    sentence_en="What was disbursed of a money year does not exceed what was available of it.",
    compares="disbursed with carried in + allocated + adjusted, per line and money year",
    source="TT 344/2016/TT-BTC; định nghĩa dự toán còn được phép sử dụng",
    since="2026-11-23",
    stage=Stage.LINE,
    check=check,
    needs=measures("disbursed", any_of=PLAN),
    version=3,
)
