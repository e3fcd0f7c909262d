"""Cancelled money is no longer carried: column 11 is 5-9-10, not 5-9 as some prints of the form have it.

Silent: 1. on lines that cancel nothing; 2. on lines without plan or spending; 3. about amounts already found wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

from fundflow.findings import Finding, Severity
from fundflow.money import vnd
from fundflow.reference import Reference
from fundflow.rules.base import Rule, Stage, measures
from fundflow.rules.file_view import PLAN, FileView, in_sheet_unit

# What a balance is made of.
BALANCE = (*PLAN, "disbursed", "cancelled", "returned", "carried_out")


def check(file: FileView, reference: Reference) -> Iterator[Finding]:
    for entry in file.entries:
        cancelled = entry.total("cancelled")
        if cancelled <= 0 or not entry.of(*PLAN) or not entry.of("disbursed") or not file.complete(entry, *BALANCE):
            continue
        left = entry.total(*PLAN) - entry.total("disbursed")
        for row in entry.of("carried_out"):
            if row.amount == left:
                table, _ = file.line_of(row)
                yield RULE.finding(
                    f"Số dư chuyển sang {vnd(row.amount)} đồng chưa trừ dự toán bị hủy {vnd(cancelled)} đồng. Hãy "
                    "trừ số bị hủy.",
                    f"The balance carried over, {vnd(row.amount)}, still holds the cancelled {vnd(cancelled)}. Take "
                    "it off.",
                    at=row, expected=in_sheet_unit(left - cancelled, table), difference=cancelled,
                )  # fmt: skip


RULE = Rule(
    id="cancelled_leaves_balance",
    severity=Severity.WARNING,
    sentence_vi="Dự toán đã hủy không nằm trong số dư chuyển sang năm sau.",
    sentence_en="Cancelled money is not carried into the next year.",
    compares="carried out with plan - disbursed, on lines that cancel money",
    source="Mẫu 04-SDKP/ĐVDT cột 10, 11; TT 344/2016/TT-BTC Điều 13 khoản 3",
    since="2026-11-23",
    stage=Stage.FILE,
    check=check,
    needs=measures("carried_out", "cancelled", "disbursed"),
)
