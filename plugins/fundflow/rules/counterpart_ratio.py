"""A decision gives local money in the ratio to central money that the programme's rules of the year ask for.

Silent: 1. in tables that do not split the money by level; 2. where counterpart_ratios.csv knows no ratio for the
programme and year; 3. where one of the shares is zero; 4. where the local share exceeds the central one
(counterpart_below_central).
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from fundflow.findings import Finding, Severity
from fundflow.money import percent
from fundflow.reference import Reference
from fundflow.rules.base import Rule, Stage
from fundflow.rules.file_view import FileView
from fundflow.rules.shares import needs_shares, shares


def check(file: FileView, reference: Reference) -> Iterator[Finding]:
    for share in shares(file):
        limits = _limits(reference, share.programme, file.reading.budget_year)
        if limits is None or share.central <= 0 or not 0 < share.local <= share.central:
            continue
        ratio = share.local / share.central * 100
        if not limits[0] <= ratio <= limits[1]:
            asked = f"{limits[0]}-{limits[1]} %"
            yield RULE.finding(
                f"Vốn đối ứng bằng {percent(ratio)} vốn trung ương, ngoài mức {asked}. Hãy kiểm tra, hoặc cập nhật "
                "counterpart_ratios.csv nếu quy định đã đổi.",
                f"The local share is {percent(ratio)} of the central money, outside {asked}. Check it, or update "
                "counterpart_ratios.csv if the rule has changed.",
                sheet=share.table.sheet, cell=share.local_header, value=percent(ratio), expected=asked,
            )  # fmt: skip


def _limits(reference: Reference, programme: str, year: int | None) -> tuple[Decimal, Decimal] | None:
    columns = ("programme", "budget_year_first", "budget_year_last", "min_pct", "max_pct")
    for row in reference.rows("counterpart_ratios.csv", *columns):
        if row["programme"] == programme and int(row["budget_year_first"]) <= (year or 0) <= int(
            row["budget_year_last"]
        ):
            return Decimal(row["min_pct"]), Decimal(row["max_pct"])
    return None


RULE = Rule(
    id="counterpart_ratio",
    severity=Severity.INFO,
    sentence_vi="Tỷ lệ vốn đối ứng của địa phương nằm trong mức quy định.",
    sentence_en="The local share is within the ratio that the programme's rules ask for.",
    compares="local money / central money of a decision with counterpart_ratios.csv",
    source="counterpart_ratios.csv (status OK: chưa tìm thấy văn bản quy định tỷ lệ)",
    since="2026-11-23",
    stage=Stage.FILE,
    check=check,
    needs=needs_shares,
)
