"""No amount is negative, but for an adjustment (điều chỉnh +/-).

Silent: 1. about measures that may fall below zero by their nature (adjusted).
"""

from __future__ import annotations

from collections.abc import Iterator

from fundflow.findings import Finding, Severity
from fundflow.records import Reading
from fundflow.reference import Reference
from fundflow.rules.base import NotApplicable, Rule, Stage

MAY_BE_NEGATIVE = frozenset({"adjusted"})


def check(reading: Reading, reference: Reference) -> Iterator[Finding] | NotApplicable:
    if not reading.rows:
        return NotApplicable("the file holds no amounts / tệp không có số liệu")
    return (
        RULE.finding(
            f"Số tiền âm ({row.raw}) ở ô {row.cell}. Hãy kiểm tra dấu; nếu là số thu hồi, điều chỉnh giảm, hãy ghi ở cột điều chỉnh kèm số văn bản.",
            f"Negative amount ({row.raw}) in {row.cell}. Check the sign; reductions belong into the adjustment column with their document.",
            sheet=row.sheet, cell=row.cell, value=row.raw, expected="≥ 0", difference=row.amount,
        )
        for row in reading.rows
        if row.amount < 0 and row.measure not in MAY_BE_NEGATIVE
    )


RULE = Rule(
    id="amounts_not_negative",
    severity=Severity.ERROR,
    sentence_vi="Không có số tiền âm, trừ cột điều chỉnh.",
    sentence_en="No amount is negative, but for adjustments.",
    source="Biểu mẫu 04-SDKP/ĐVDT cột 8 (+/-)",
    since="2026-11-23",
    stage=Stage.CELL,
    check=check,
)
