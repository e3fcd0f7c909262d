"""Different lines do not all spend the very same amount: then one figure was filled down the column.

Silent: 1. about columns of fewer than four figures that are not zero. Told at the header.
"""

from __future__ import annotations

from collections.abc import Iterator

from fundflow.findings import Finding, Severity
from fundflow.reference import Reference
from fundflow.rules.base import Rule, Stage, measures
from fundflow.rules.columns import full_columns
from fundflow.rules.file_view import FileView


def check(file: FileView, reference: Reference) -> Iterator[Finding]:
    for table in file.reading.tables:
        for spent in full_columns(file, table, "disbursed"):
            if spent.all_alike:
                raw = spent.amounts[0].raw
                yield RULE.finding(
                    f"Cả {len(spent.amounts)} dòng của cột “{spent.column.header}” cùng ghi {raw}, nghi chép kéo. Hãy "
                    "nhập số của từng dòng.",
                    f"All {len(spent.amounts)} lines of “{spent.column.header}” say {raw}: probably filled down. "
                    "Enter each line's figure.",
                    sheet=table.sheet, cell=spent.column.header_cell, value=raw,
                    expected="số của từng dòng / each line's own figure",
                )  # fmt: skip


RULE = Rule(
    id="spending_not_alike",
    severity=Severity.WARNING,
    sentence_vi="Các dòng khác nhau không cùng giải ngân một số tiền.",
    sentence_en="Different lines do not all spend the very same amount.",
    compares="the figures of a column of spending with each other",
    source="kiểm tra sao chép nhầm",
    since="2026-11-23",
    stage=Stage.FILE,
    check=check,
    needs=measures("disbursed"),
)
