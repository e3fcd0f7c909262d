"""Money that was carried in is of a year before the budget year.

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
    for dated in dated_columns(file, "carried_in"):
        if dated.last >= dated.budget_year:
            yield RULE.finding(
                f"Cột vốn chuyển sang ghi năm {dated.years}, không trước năm ngân sách {dated.budget_year}. Hãy sửa "
                "năm "
                "trong tiêu đề cột hoặc tiêu đề bảng.",
                f"The column of carried-over money names {dated.years}, which is not before the budget year "
                f"{dated.budget_year}. Mend the year.",
                sheet=dated.table.sheet, cell=dated.column.header_cell, value=dated.years, expected=f"< {dated.budget_year}",
            )  # fmt: skip


RULE = Rule(
    id="carried_in_from_earlier_year",
    severity=Severity.ERROR,
    sentence_vi="Vốn chuyển sang phải là vốn của năm trước năm ngân sách.",
    sentence_en="Carried-over money is of a year before the budget year.",
    compares="money years of carried-in columns with the budget year",
    source="Luật NSNN 83/2015/QH13 Điều 64 khoản 3",
    since="2026-11-23",
    stage=Stage.CELL,
    check=check,
    needs=measures(any_of=("carried_in",)),
)
