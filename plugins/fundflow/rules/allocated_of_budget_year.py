"""Money that is allocated is money of the budget year.

Silent: 1. where the file contradicts itself about its year; 2. about columns that name no year. Told at the header.
"""

from __future__ import annotations

from collections.abc import Iterator

from fundflow.findings import Finding, Severity
from fundflow.reference import Reference
from fundflow.rules.base import Rule, Stage, measures
from fundflow.rules.file_view import FileView
from fundflow.rules.years import dated_columns


def check(file: FileView, reference: Reference) -> Iterator[Finding]:
    for dated in dated_columns(file, "allocated"):
        if {dated.first, dated.last} != {dated.budget_year}:
            yield RULE.finding(
                f"Cột kế hoạch, dự toán giao ghi năm {dated.years} nhưng năm ngân sách của biểu là "
                f"{dated.budget_year}. Hãy "
                "sửa năm trong tiêu đề.",
                f"The plan column names {dated.years} but the budget year is {dated.budget_year}. Mend the year in the "
                "header or the title.",
                sheet=dated.table.sheet, cell=dated.column.header_cell, value=dated.years, expected=f"{dated.budget_year}",
            )  # fmt: skip


RULE = Rule(
    id="allocated_of_budget_year",
    severity=Severity.ERROR,
    sentence_vi="Kế hoạch vốn giao là của năm ngân sách.",
    sentence_en="Allocated money is of the budget year.",
    compares="money years of plan columns with the budget year",
    source="Luật NSNN 83/2015/QH13 Điều 14",
    since="2026-11-23",
    stage=Stage.CELL,
    check=check,
    needs=measures(any_of=("allocated",)),
)
