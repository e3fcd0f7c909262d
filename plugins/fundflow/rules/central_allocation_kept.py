"""A decision hands out no more central money than the centre gave: by project before 2024, by programme from then on.

Silent: 1. where central_allocations.csv knows no amount for the programme or project, capital type and year, or one
that nobody has confirmed (status OK); 2. in tables that do not split the money by level. One decision is looked at;
the sum over all decisions is a check of the warehouse. Told at the largest central figure.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from fundflow.findings import Finding, Severity
from fundflow.money import vnd
from fundflow.records import Row
from fundflow.reference import Reference
from fundflow.rules.base import Rule, Stage
from fundflow.rules.file_view import FileView
from fundflow.rules.shares import CENTRAL, needs_shares

COLUMNS = ("component", "capital_type", "budget_year", "amount_vnd", "document", "status")
BY_PROGRAMME_FROM = 2024  # NQ 111/2024/QH15


def check(file: FileView, reference: Reference) -> Iterator[Finding]:
    for given in reference.rows("central_allocations.csv", *COLUMNS):
        depth = reference.depth(given["component"])
        split_is_free = depth > 0 and int(given["budget_year"]) >= BY_PROGRAMME_FROM
        if given["status"] == "OK" or split_is_free:
            continue
        rows = [row for row in file.reading.rows if _speaks_of(row, given, reference)]
        handed_out, limit = sum((row.amount for row in rows), Decimal(0)), Decimal(given["amount_vnd"])
        if handed_out > limit:
            largest = max(rows, key=lambda row: row.amount)
            yield RULE.finding(
                f"Quyết định giao {vnd(handed_out)} đồng vốn trung ương cho {given['component']}, vượt {vnd(limit)} "
                f"đồng được trung ương giao ({given['document']}). Hãy kiểm tra lại số phân bổ.",
                f"The decision hands out {vnd(handed_out)} of central money for {given['component']}, but the centre "
                f"gave {vnd(limit)}. Check the allocation.",
                at=largest, expected=f"≤ {file.shown(largest, limit)}", difference=handed_out - limit,
            )  # fmt: skip


def _speaks_of(row: Row, given: dict, reference: Reference) -> bool:
    return (
        row.measure == "allocated"
        and row.budget_level == CENTRAL
        and row.capital_type == given["capital_type"]
        and row.money_year_first == row.money_year_last == int(given["budget_year"])
        and reference.is_within(row.component, given["component"])
    )


RULE = Rule(
    id="central_allocation_kept",
    severity=Severity.WARNING,
    sentence_vi="Vốn trung ương tỉnh phân bổ không vượt số được giao (đến 2023 theo dự án, rồi theo chương trình).",
    sentence_en="The province hands out no more central money than it got: by project until 2023, then by programme.",
    compares="central money of the decision with central_allocations.csv",
    source="NQ 111/2024/QH15; TT 342/2016/TT-BTC Điều 13",
    since="2026-11-23",
    stage=Stage.FILE,
    check=check,
    needs=needs_shares,
)
