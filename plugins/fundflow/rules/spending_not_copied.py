"""Before the year's end not every line has spent exactly its plan: then the plan was pasted into the column of
spending.

Silent: 1. from the year's end on; 2. about columns of fewer than four figures that are not zero. Told at the header
of the spending.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from fundflow.findings import Finding, Severity
from fundflow.reference import Reference
from fundflow.rules.base import Reason, Rule, Stage, measures
from fundflow.rules.columns import full_columns
from fundflow.rules.file_view import PLAN, FileView


def needs(file: FileView, reference: Reference) -> Reason:
    if file.year_end_passed():
        return "the year has ended / đã hết năm ngân sách"
    return measures("disbursed", any_of=PLAN)(file, reference)


def check(file: FileView, reference: Reference) -> Iterator[Finding]:
    for table in file.reading.tables:
        for plan, spent in product(full_columns(file, table, *PLAN), full_columns(file, table, "disbursed")):
            if plan.same_as(spent):
                yield RULE.finding(
                    f"Mọi dòng đều giải ngân đúng bằng kế hoạch (“{plan.column.header}”), nghi chép nhầm cột. Hãy "
                    "kiểm tra số giải ngân.",
                    f"Every line has spent exactly its plan (“{plan.column.header}”): probably a pasted column. "
                    "Check the spending.",
                    sheet=table.sheet, cell=spent.column.header_cell, value=spent.column.header,
                    expected="số giải ngân thực tế / what was really spent",
                )  # fmt: skip


RULE = Rule(
    id="spending_not_copied",
    severity=Severity.WARNING,
    sentence_vi="Trước cuối năm, không phải mọi dòng đều giải ngân đúng bằng kế hoạch.",
    sentence_en="Before the year's end not every line has spent exactly its plan.",
    compares="columns of spending with columns of plan, line by line",
    source="kiểm tra sao chép nhầm",
    since="2026-11-23",
    stage=Stage.FILE,
    check=check,
    needs=needs,
)
