"""What is carried into the next year may be: the law of the settlement's day lets the money live beyond it.

Silent: 1. about balances of zero; 2. where the law of that day says nothing about this money. Money of several years
given together is judged by its latest year.
"""

from __future__ import annotations

from collections.abc import Iterator

from fundflow.findings import Finding, Severity
from fundflow.reference import Reference
from fundflow.rules.base import Rule, Stage, measures
from fundflow.rules.file_view import FileView


def check(file: FileView, reference: Reference) -> Iterator[Finding]:
    day = file.reading.as_of
    if day is None:
        return
    for row in file.reading.rows:
        if row.measure != "carried_out" or row.amount <= 0:
            continue
        programme = reference.components[row.component].programme
        year = row.money_year_last
        law = reference.deadline(year, year, row.capital_type, programme, day, row.source_nature)
        if law and law.deadline <= day:
            yield RULE.finding(
                f"Số dư được chuyển sang năm sau nhưng vốn năm {year} chỉ được chi đến {law.deadline:%d/%m/%Y} "
                f"({law.document}). "
                "Hãy ghi vào cột dự toán bị hủy, hoặc nêu văn bản cho phép chuyển nguồn.",
                f"The balance is carried over, but money of {year} may be spent until {law.deadline:%d/%m/%Y} only "
                f"({law.document}). Cancel it or name the document that allows it.",
                at=row, expected="0",
            )  # fmt: skip


RULE = Rule(
    id="carry_over_permitted",
    severity=Severity.WARNING,
    sentence_vi="Chỉ chuyển sang năm sau số dư mà pháp luật cho phép.",
    sentence_en="Only money that the law lets live is carried over.",
    compares="carried out with the deadline by the law of the settlement's day",
    source="TT 344/2016/TT-BTC Điều 13 khoản 3; NĐ 163/2016/NĐ-CP Điều 43; law.csv",
    since="2026-11-23",
    stage=Stage.LINE,
    check=check,
    needs=measures("carried_out"),
)
