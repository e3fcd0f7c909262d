"""The unit of money of a sheet is plausible: its largest figure is neither below a million đồng nor above the whole
programme.

Silent: 1. about sheets of zeros; 2. about sheets that state no unit of money; 3. in other currencies. Told where the
sheet states its unit.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from fundflow.findings import Finding, Severity
from fundflow.money import vnd
from fundflow.records import Row
from fundflow.reference import Reference
from fundflow.rules.base import Reason, Rule, Stage, figures
from fundflow.rules.file_view import FileView

LEAST = Decimal(10**6)  # a sheet whose largest figure is below 1 triệu đồng was written in a larger unit than it says
MOST = Decimal(75_000 * 10**9)  # the whole programme of the whole country, 2021-2025 (QĐ 90/QĐ-TTg)


def needs(file: FileView, reference: Reference) -> Reason:
    if file.reading.currency != "VND":
        return "not in đồng / không phải đồng Việt Nam"
    return figures(file, reference)


def check(file: FileView, reference: Reference) -> Iterator[Finding]:
    largest: dict[str, Row] = {}
    for entry in file.entries:
        sheet = entry.table.sheet
        for row in entry.rows:
            if row.amount and (sheet not in largest or row.amount > largest[sheet].amount):
                largest[sheet] = row
    for row in largest.values():
        table, _ = file.line_of(row)
        if table.scale is None or LEAST <= abs(row.amount) <= MOST or not file.sound(row):
            continue
        sheet, cell = (table.sheet, table.scale_cell) if table.scale_cell else (row.sheet, row.cell)
        yield RULE.finding(
            f"Số lớn nhất của trang là {vnd(row.amount)} đồng (ô {row.cell}), nghi sai đơn vị tính. Hãy kiểm tra đơn "
            "vị tính.",
            f"The sheet's largest figure is {vnd(row.amount)} đồng ({row.cell}): probably a wrong unit of money. "
            "Check the unit.",
            sheet=sheet, cell=cell, value=row.raw, expected=f"{vnd(LEAST)} … {vnd(MOST)} đồng",
        )  # fmt: skip


RULE = Rule(
    id="unit_of_money_plausible",
    severity=Severity.WARNING,
    sentence_vi="Đơn vị tính của trang hợp lý với độ lớn của số liệu.",
    sentence_en="The unit of money of a sheet fits the size of its figures.",
    compares="the sheet's largest figure with 1 triệu đồng and with the national programme",
    source="QĐ 90/QĐ-TTg (75.000 tỷ đồng)",
    since="2026-11-23",
    stage=Stage.FILE,
    check=check,
    needs=needs,
)
