"""An unsettled advance (tạm ứng) is part of what was disbursed: it does not exceed it.

Silent: 1. on lines that do not give both figures; 2. about amounts already found wrong; 3. where the printed totals
show that it is the spending that is too small (totals_equal_details speaks).
"""

from __future__ import annotations

from collections.abc import Iterator

from fundflow.findings import Finding, Severity
from fundflow.money import vnd
from fundflow.reference import Reference
from fundflow.rules.base import Rule, Stage, measures
from fundflow.rules.comparisons import exceeding
from fundflow.rules.file_view import FileView, joined


def check(file: FileView, reference: Reference) -> Iterator[Finding]:
    for pair in exceeding(file, "advance", "disbursed"):
        yield RULE.finding(
            f"Số dư tạm ứng {vnd(pair.part.amount)} đồng lớn hơn số đã sử dụng {vnd(pair.limit)} đồng (ô "
            f"{joined(pair.whole)}). "
            "Hãy kiểm tra hai số; nếu có tạm ứng năm trước chưa thu hồi, hãy giải trình.",
            f"The unsettled advance {vnd(pair.part.amount)} exceeds what was spent, {vnd(pair.limit)} (cells "
            f"{joined(pair.whole)}). "
            "Check both; explain advances of earlier years.",
            at=pair.part, expected=f"≤ {file.shown(pair.part, pair.limit)}", difference=pair.excess,
        )  # fmt: skip


RULE = Rule(
    id="advances_within_disbursed",
    severity=Severity.WARNING,
    sentence_vi="Số dư tạm ứng không lớn hơn số đã giải ngân.",
    sentence_en="Unsettled advances do not exceed what was disbursed.",
    compares="advance with disbursed, per line",
    source="TT 76/2023/TT-BTC Điều 8; mẫu 04-SDKP/ĐVDT cột 9, 12",
    since="2026-11-23",
    stage=Stage.LINE,
    check=check,
    needs=measures("advance", "disbursed"),
    version=2,
)
