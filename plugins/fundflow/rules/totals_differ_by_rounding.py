"""A total that differs from its details by no more than the sheet's rounding stands; the difference is shown.

Silent: 1. in sheets that write nghìn đồng or đồng whole: they round nothing. One finding per sheet, at its largest
difference.
"""

from __future__ import annotations

from collections.abc import Iterator

from fundflow.findings import Finding, Severity
from fundflow.money import vnd
from fundflow.reference import Reference
from fundflow.rules.base import Reason, Rule, Stage
from fundflow.rules.file_view import FileView, in_sheet_unit
from fundflow.rules.sums import sums_off


def needs(file: FileView, reference: Reference) -> Reason:
    if any(table.rounded for table in file.reading.tables):
        return None
    return "no sheet is rounded / không có trang tính nào làm tròn"


def check(file: FileView, reference: Reference) -> Iterator[Finding]:
    for table in file.reading.tables:
        off = [entry for entry in sums_off(file, table) if entry.holds(table)]
        if off:
            worst = max(off, key=lambda entry: abs(entry.difference))
            yield RULE.finding(
                f"{len(off)} số tổng lệch do làm tròn, nhiều nhất {vnd(abs(worst.difference))} đồng ở ô "
                f"{worst.total.cell}; được "
                "chấp nhận. Nếu có số chưa làm tròn, hãy gửi số đó.",
                f"{len(off)} totals differ by rounding, at most {vnd(abs(worst.difference))} in {worst.total.cell}; "
                "accepted. Send the "
                "figures before rounding if you have them.",
                sheet=worst.total.sheet, cell=worst.total.cell, value=worst.total.raw,
                expected=in_sheet_unit(worst.expected, table), difference=worst.difference,
            )  # fmt: skip


RULE = Rule(
    id="totals_differ_by_rounding",
    severity=Severity.INFO,
    sentence_vi="Chênh lệch do làm tròn giữa tổng và chi tiết được chấp nhận và nêu rõ.",
    sentence_en="Differences by rounding between a total and its details are accepted and shown.",
    compares="each total with its details, within half the last digit of each number",
    source="quy ước làm tròn của biểu",
    since="2026-11-23",
    stage=Stage.FILE,
    check=check,
    needs=needs,
)
