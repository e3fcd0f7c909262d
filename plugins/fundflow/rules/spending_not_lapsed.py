"""Money that had lapsed before the year began is not spent in it: its deadline, by the law of the figures' day, is not
past.

Silent: 1. about amounts of zero; 2. where the law of that day says nothing about this money; 3. where the file
contradicts itself about its year.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from fundflow.findings import Finding, Severity
from fundflow.reference import Reference
from fundflow.rules.base import Rule, Stage, measures
from fundflow.rules.file_view import FileView


def check(file: FileView, reference: Reference) -> Iterator[Finding]:
    day, year = file.reading.as_of, file.reading.budget_year
    if day is None or year is None or file.year_in_doubt:
        return
    components = reference.components
    for row in file.reading.rows:
        if row.measure != "disbursed" or row.money_year_last >= year or row.amount <= 0:
            continue
        programme = components[row.component].programme
        law = reference.deadline(
            row.money_year_last, row.money_year_last, row.capital_type, programme, day, row.source_nature
        )
        if law and law.deadline < date(year, 1, 1) and file.sound(row):
            yield RULE.finding(
                f"Vốn năm {row.money_year_last} đã hết hạn ngày {law.deadline:%d/%m/%Y} ({law.document}) nhưng vẫn "
                "có giải ngân "
                f"trong năm {year}. Hãy kiểm tra năm vốn hoặc văn bản cho phép kéo dài.",
                f"Money of {row.money_year_last} lapsed on {law.deadline:%d/%m/%Y} ({law.document}) but was spent in "
                f"{year}. "
                "Check the year of the money or the document that extends it.",
                at=row, expected=f"hạn / deadline ≥ 01/01/{year}",
            )  # fmt: skip


RULE = Rule(
    id="spending_not_lapsed",
    severity=Severity.WARNING,
    sentence_vi="Không giải ngân vốn đã hết hạn từ trước năm ngân sách.",
    sentence_en="Money that lapsed before the year began is not spent in it.",
    compares="disbursed money years with their deadline by the law of the figures' day",
    source="TT 344/2016/TT-BTC Điều 13 khoản 3; law.csv",
    since="2026-11-23",
    stage=Stage.LINE,
    check=check,
    needs=measures("disbursed"),
)
