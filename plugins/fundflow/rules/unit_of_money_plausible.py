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
from fundflow.records import Row, Table
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
    tables: dict[str, Table] = {}
    for row in file.reading.rows:
        if row.amount and ((sheet := row.sheet) not in largest or row.amount > largest[sheet].amount):
            largest[sheet] = row
    for table in file.reading.tables:
        tables.setdefault(table.sheet, table)
    for sheet, row in largest.items():
        table = tables[sheet]
        if table.scale is None or LEAST <= abs(row.amount) <= MOST or not file.sound(row):
            continue
        yield RULE.finding(
            f"Số lớn nhất của trang là {vnd(row.amount)} đồng (ô {row.cell}), nghi sai đơn vị tính. Hãy kiểm tra đơn "
            "vị tính.",
            f"The sheet's largest figure is {vnd(row.amount)} đồng ({row.cell}): probably a wrong unit of money. "
            "Check the unit.",
            sheet=sheet, cell=table.scale_cell or row.cell, value=row.raw, expected=f"{vnd(LEAST)} … {vnd(MOST)} đồng",
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
