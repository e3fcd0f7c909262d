"""A reduction names its reason or document in the notes beside it.

Silent: 1. in tables without a column of notes.
"""

from __future__ import annotations

from collections.abc import Iterator

from fundflow.findings import Finding, Severity
from fundflow.reference import Reference
from fundflow.rules.base import Reason, Rule, Stage
from fundflow.rules.file_view import FileView


def needs(file: FileView, reference: Reference) -> Reason:
    tables = file.reading.tables
    if any(column.role == "note" for table in tables for column in table.columns):
        return None
    return "the tables have no notes / bảng không có cột ghi chú"


def check(file: FileView, reference: Reference) -> Iterator[Finding]:
    for row in file.reading.rows:
        reduces = row.amount < 0 and (row.measure == "adjusted" or file.adjusts(row))
        if reduces and not row.note and file.has_notes(row):
            yield RULE.finding(
                f"Số giảm {row.raw} ở ô {row.cell} không ghi lý do. Hãy ghi số, ngày văn bản điều chỉnh ở cột ghi chú.",
                f"The reduction {row.raw} in {row.cell} gives no reason. Write its document into the notes.",
                at=row, expected="ghi chú / a note",
            )  # fmt: skip


RULE = Rule(
    id="reduction_has_reason",
    severity=Severity.WARNING,
    sentence_vi="Số điều chỉnh giảm phải ghi lý do hoặc văn bản.",
    sentence_en="A reduction names its reason or document.",
    compares="negative figures with the notes of their line",
    source="TT 76/2023/TT-BTC Điều 7, 9",
    since="2026-11-23",
    stage=Stage.LINE,
    check=check,
    needs=needs,
)
