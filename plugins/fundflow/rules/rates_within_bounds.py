"""A rate of disbursement lies between 0 and 100 %.

Silent: 1. where an amount of its line has already been found wrong; 2. on lines without amounts.
"""

from __future__ import annotations

from collections.abc import Iterator

from fundflow.findings import Finding, Severity
from fundflow.reference import Reference
from fundflow.rules.base import Rule, Stage
from fundflow.rules.file_view import FileView
from fundflow.rules.ratios import HUNDRED, needs_rates


def check(file: FileView, reference: Reference) -> Iterator[Finding]:
    for table in file.reading.tables:
        for line in table.lines:
            for rate in line.rates:
                if 0 <= rate.known <= HUNDRED or not line.amounts or not file.sound_cells(*line.amounts.values()):
                    continue
                yield RULE.finding(
                    f"Tỷ lệ {rate.raw} nằm ngoài 0-100 %. Hãy kiểm tra tỷ lệ và số tiền của dòng.",
                    f"The rate {rate.raw} lies outside 0-100 %. Check it and the line's amounts.",
                    sheet=rate.sheet, cell=rate.cell, value=rate.raw, expected="0 … 100",
                )  # fmt: skip


RULE = Rule(
    id="rates_within_bounds",
    severity=Severity.WARNING,
    sentence_vi="Tỷ lệ giải ngân nằm trong khoảng 0-100 %.",
    sentence_en="A rate of disbursement lies between 0 and 100 %.",
    compares="each typed rate with 0 and 100",
    source="mẫu biểu: tỷ lệ giải ngân (%)",
    since="2026-11-23",
    stage=Stage.FILE,
    check=check,
    needs=needs_rates,
)
