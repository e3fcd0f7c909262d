"""No amount is negative, but for an adjustment (điều chỉnh +/-).

Silent: 1. about adjustments; 2. in a decision that says in its title that it adjusts.
"""

from __future__ import annotations

from collections.abc import Iterator

from fundflow.findings import Finding, Severity
from fundflow.reference import Reference
from fundflow.rules.base import Rule, Stage
from fundflow.rules.file_view import FileView


def check(file: FileView, reference: Reference) -> Iterator[Finding]:
    for row in file.reading.rows:
        if row.amount < 0 and row.measure != "adjusted" and not file.adjusts(row):
            yield RULE.finding(
                f"Số tiền âm ({row.raw}) ở ô {row.cell}. Hãy kiểm tra dấu; nếu là số thu hồi, điều chỉnh giảm, hãy "
                "ghi ở "
                "cột điều chỉnh kèm số văn bản.",
                f"Negative amount ({row.raw}) in {row.cell}. Check the sign; reductions belong into the adjustment "
                "column with their document.",
                at=row, expected="≥ 0", difference=row.amount,
            )  # fmt: skip


RULE = Rule(
    id="amounts_not_negative",
    severity=Severity.ERROR,
    sentence_vi="Không có số tiền âm, trừ số điều chỉnh.",
    sentence_en="No amount is negative, but for adjustments.",
    compares="each figure with zero",
    source="Mẫu 04-SDKP/ĐVDT cột 8 (+/-)",
    since="2026-11-23",
    stage=Stage.CELL,
    check=check,
)
