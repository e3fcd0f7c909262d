"""The estimate for the year's end (ước thực hiện) is not below what has been disbursed already.

Silent: 1. on lines that do not give both; 2. about amounts already found wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

from fundflow.findings import Finding, Severity
from fundflow.money import vnd
from fundflow.reference import Reference
from fundflow.rules.base import Rule, Stage, measures
from fundflow.rules.file_view import FileView, joined


def check(file: FileView, reference: Reference) -> Iterator[Finding]:
    for entry in file.entries:
        spent = entry.of("disbursed")
        for row in entry.of("estimate"):
            total = entry.total("disbursed")
            if spent and row.amount < total and file.sound(row) and file.complete(entry, "disbursed"):
                yield RULE.finding(
                    f"Ước thực hiện cả năm {vnd(row.amount)} đồng thấp hơn số đã giải ngân {vnd(total)} đồng (ô "
                    f"{joined(spent)}). "
                    "Hãy kiểm tra lại số ước.",
                    f"The estimate for the year, {vnd(row.amount)}, is below what is disbursed already, {vnd(total)} "
                    f"(cells {joined(spent)}). Check the estimate.",
                    at=row, expected=f"≥ {file.shown(row, total)}", difference=row.amount - total,
                )  # fmt: skip


RULE = Rule(
    id="estimate_not_below_disbursed",
    severity=Severity.WARNING,
    sentence_vi="Ước thực hiện cả năm không thấp hơn số đã giải ngân.",
    sentence_en="The estimate for the year is not below what is disbursed already.",
    compares="estimate with disbursed of all money years, per line",
    source="TT 10/2022/TT-BLĐTBXH (báo cáo 6 tháng, năm)",
    since="2026-11-23",
    stage=Stage.LINE,
    check=check,
    needs=measures("estimate", "disbursed"),
)
