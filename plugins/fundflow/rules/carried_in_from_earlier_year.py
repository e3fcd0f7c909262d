"""Money that was carried in is of a year before the budget year.

Silent: 1. where the file contradicts itself about its year; 2. about columns that name no year. Told at the header.
"""

from __future__ import annotations

from collections.abc import Iterator

from fundflow.findings import Finding, Severity
from fundflow.reference import Reference
from fundflow.rules.base import Rule, Stage, measures
from fundflow.rules.file_view import FileView
from fundflow.rules.years import dated_columns, years_of


def check(file: FileView, reference: Reference) -> Iterator[Finding]:
    year = file.reading.budget_year
    for table, column in dated_columns(file, "carried_in"):
        if column.money_year_last >= year:
            yield RULE.finding(
                f"Cột vốn chuyển sang ghi năm {years_of(column)}, không trước năm ngân sách {year}. Hãy sửa năm "
                "trong tiêu đề cột hoặc tiêu đề bảng.",
                f"The column of carried-over money names {years_of(column)}, which is not before the budget year "
                f"{year}. Mend the year.",
                sheet=table.sheet, cell=column.header_cell, value=years_of(column), expected=f"< {year}",
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
