"""What is carried out is what is left: plan - spent - cancelled, or plan - spent as some prints of the form have it.

Silent: 1. in tables that print the plan's total (totals_equal_details checks them); 2. on lines without a plan or
without spending; 3. about amounts already found wrong; 4. within the sheet's rounding.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from fundflow.findings import Finding, Severity
from fundflow.money import vnd
from fundflow.reference import Reference
from fundflow.rules.base import Reason, Rule, Stage, measures
from fundflow.rules.file_view import PLAN, Entry, FileView, in_sheet_unit

# What a balance is made of.
BALANCE = (*PLAN, "disbursed", "cancelled", "returned", "carried_out")


def needs(file: FileView, reference: Reference) -> Reason:
    if any(table.checks for table in file.reading.tables):
        return "the form prints the plan's total / biểu có cột tổng dự toán"
    return measures("carried_out", "disbursed", any_of=PLAN)(file, reference)


def check(file: FileView, reference: Reference) -> Iterator[Finding]:
    for entry in file.entries:
        balance = entry.of("carried_out")
        if len(balance) != 1 or not entry.of(*PLAN) or not entry.of("disbursed") or not file.complete(entry, *BALANCE):
            continue
        [row] = balance
        table, _ = file.line_of(row)
        left = _left(entry)
        off = min((row.amount - left, row.amount - left - entry.total("cancelled")), key=abs)
        if abs(off) > table.rounded * 2:
            yield RULE.finding(
                f"Số dư chuyển sang {vnd(row.amount)} đồng khác số còn lại của dòng {vnd(left)} đồng. Hãy kiểm tra "
                "số dư, số đã sử dụng.",
                f"The balance carried over, {vnd(row.amount)}, is not what the line has left, {vnd(left)}. Check "
                "balance and spending.",
                at=row, expected=in_sheet_unit(left, table), difference=row.amount - left,
            )  # fmt: skip


def _left(entry: Entry) -> Decimal:
    return entry.total(*PLAN) - entry.total("disbursed", "cancelled", "returned")


RULE = Rule(
    id="carried_out_is_what_is_left",
    severity=Severity.ERROR,
    sentence_vi="Số dư chuyển sang năm sau bằng dự toán trừ số đã sử dụng, trừ số bị hủy.",
    sentence_en="What is carried out is plan less spending less what was cancelled.",
    compares="carried out with plan - disbursed - cancelled, per line",
    source="Mẫu 04-SDKP/ĐVDT: 11=5-9-10 (bản in: 11=5-9)",
    since="2026-11-23",
    stage=Stage.TOTAL,
    check=check,
    needs=needs,
)
