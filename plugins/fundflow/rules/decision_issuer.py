"""A decision (QĐ) is an executive's, a resolution (NQ) a council's or assembly's: 12/QĐ-HĐND or 12/NQ-UBND is a slip.

Silent: 1. where no number is stated; 2. about other kinds of documents.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from fundflow.findings import Finding, Severity
from fundflow.reference import Reference
from fundflow.rules.base import Rule, Stage, source_kinds
from fundflow.rules.file_view import FileView

SLIP = re.compile(r"/(?:QĐ-(?:HĐND|QH|UBTVQH)|NQ-(?:UBND|TTG|BTC))")


def check(file: FileView, reference: Reference) -> Iterator[Finding]:
    number = file.reading.decision_number
    if number and SLIP.search(number):
        sheet, cell = file.place("decision")
        yield RULE.finding(
            f"Số văn bản “{number}” không đúng loại: UBND ra quyết định (QĐ-UBND), HĐND ra nghị quyết (NQ-HĐND). Hãy "
            "sửa số văn bản.",
            f"“{number}” is no such document: committees issue decisions (QĐ-UBND), councils resolutions (NQ-HĐND). "
            "Mend the number.",
            sheet=sheet, cell=cell, value=number, expected="…/QĐ-UBND | …/NQ-HĐND",
        )  # fmt: skip


RULE = Rule(
    id="decision_issuer",
    severity=Severity.WARNING,
    sentence_vi="Loại văn bản phù hợp với cơ quan ban hành (QĐ-UBND, NQ-HĐND).",
    sentence_en="A document's kind fits who issues it (QĐ-UBND, NQ-HĐND).",
    compares="the two parts of the document's number",
    source="NĐ 30/2020/NĐ-CP; Luật ban hành VBQPPL",
    since="2026-11-23",
    stage=Stage.FILE,
    check=check,
    needs=source_kinds("decision"),
)
