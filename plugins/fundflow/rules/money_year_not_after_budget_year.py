"""No money is spent, cancelled or carried of a year that is still to come.

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
    for dated in dated_columns(file, "disbursed", "advance", "cancelled", "returned", "carried_out"):
        if dated.last > dated.budget_year:
            yield RULE.finding(
                f"Cột ghi vốn năm {dated.years}, sau năm ngân sách {dated.budget_year}. Hãy sửa năm trong tiêu đề cột.",
                f"The column names money of {dated.years}, after the budget year {dated.budget_year}. Mend the year "
                "in its header.",
                sheet=dated.table.sheet, cell=dated.column.header_cell, value=dated.years, expected=f"≤ {dated.budget_year}",
            )  # fmt: skip


RULE = Rule(
    id="money_year_not_after_budget_year",
    severity=Severity.ERROR,
    sentence_vi="Không chi vốn của năm sau năm ngân sách.",
    sentence_en="No money is spent of a year after the budget year.",
    compares="money years of columns of spending with the budget year",
    source="Luật NSNN 83/2015/QH13 Điều 14",
    since="2026-11-23",
    stage=Stage.CELL,
    check=check,
    needs=measures(
        any_of=(
            "disbursed",
            "advance",
            "cancelled",
            "returned",
            "carried_out",
        )
    ),
)
