"""A typed rate is the ratio of the amounts beside it: spending over plan, of all money, of one year's, or of carried
money.

Silent: 1. on lines without those amounts, or whose plan is zero; 2. where an amount has already been found wrong; 3.
within the rounding of the rate; 4. where slip_against_rate has spoken. All usual denominators are tried before the
rule speaks.
"""

from __future__ import annotations

from collections.abc import Iterator

from fundflow.findings import Finding, Severity
from fundflow.money import percent
from fundflow.reference import Reference
from fundflow.rules.base import Rule, Stage
from fundflow.rules.file_view import FileView
from fundflow.rules.ratios import needs_rates, odd_rates


def check(file: FileView, reference: Reference) -> Iterator[Finding]:
    for typed in odd_rates(file):
        likeliest = typed.ratios[0].per_cent
        yield RULE.finding(
            f"Tỷ lệ ghi {typed.rate.raw} nhưng tính từ số tiền của dòng được {percent(likeliest)}. Hãy sửa tỷ lệ "
            "hoặc số tiền.",
            f"The rate says {typed.rate.raw}, but the line's amounts give {percent(likeliest)}. Mend the rate or the "
            "amounts.",
            sheet=typed.rate.sheet, cell=typed.rate.cell, value=typed.rate.raw, expected=percent(likeliest),
        )  # fmt: skip


RULE = Rule(
    id="rates_match_amounts",
    severity=Severity.WARNING,
    sentence_vi="Tỷ lệ giải ngân bằng số giải ngân chia cho kế hoạch (tổng, từng năm vốn, hoặc vốn chuyển sang).",
    sentence_en="A typed rate is spending over plan: of all money, of one year's, or of carried money.",
    compares="each typed rate with the ratios of its line's amounts",
    source="mẫu biểu: tỷ lệ giải ngân (%)",
    since="2026-11-23",
    stage=Stage.FILE,
    check=check,
    needs=needs_rates,
)
