"""Two columns of different meaning do not hold the same figures line by line: one was pasted over the other.

Silent: 1. about columns of fewer than four figures that are not zero, or all alike; 2. about plan and spending
(spending_not_copied speaks). Told at the header of the second column.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from fundflow.findings import Finding, Severity
from fundflow.records import Column
from fundflow.reference import Reference
from fundflow.rules.base import Rule, Stage
from fundflow.rules.columns import full_columns
from fundflow.rules.file_view import PLAN, FileView


def check(file: FileView, reference: Reference) -> Iterator[Finding]:
    for table in file.reading.tables:
        for one, other in combinations(full_columns(file, table), 2):
            if _comparable(one.column, other.column) and one.same_as(other) and not one.all_alike:
                yield RULE.finding(
                    f"Cột “{other.column.header}” giống hệt cột “{one.column.header}” ở mọi dòng, nghi chép nhầm. "
                    "Hãy kiểm tra cả cột.",
                    f"Column “{other.column.header}” equals “{one.column.header}” in every line: probably pasted. "
                    "Check the column.",
                    sheet=table.sheet, cell=other.column.header_cell, value=other.column.header,
                    expected="số liệu của cột này / figures of its own",
                )  # fmt: skip


def _comparable(one: Column, other: Column) -> bool:
    return (one.measure in PLAN) == (other.measure in PLAN)


RULE = Rule(
    id="columns_not_copied",
    severity=Severity.WARNING,
    sentence_vi="Hai cột khác nghĩa không trùng số liệu ở mọi dòng.",
    sentence_en="Two columns of different meaning do not hold the same figures.",
    compares="plan columns with each other, columns of spending with each other, line by line",
    source="kiểm tra sao chép nhầm",
    since="2026-11-23",
    stage=Stage.FILE,
    check=check,
)
