"""Figures do not count up by one from line to line: then a spreadsheet's fill handle wrote them (1838, 1839, 1840, …).

Silent: 1. about runs of fewer than four figures. Told at the second figure of the run.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby
from operator import attrgetter, sub

from fundflow.findings import Finding, Severity
from fundflow.records import Amount, Table
from fundflow.reference import Reference
from fundflow.rules.base import Rule, Stage
from fundflow.rules.columns import ENOUGH, full_columns
from fundflow.rules.file_view import FileView


def check(file: FileView, reference: Reference) -> Iterator[Finding]:
    for table in file.reading.tables:
        for column in full_columns(file, table):
            run = _run(column.amounts, table)
            if run:
                yield RULE.finding(
                    f"Từ ô {run[0].cell} đến ô {run[-1].cell} số tăng đều từng đơn vị, nghi kéo tự động. Hãy nhập số "
                    "thực của từng dòng.",
                    f"From {run[0].cell} to {run[-1].cell} the figures count up by one: probably filled by the "
                    "spreadsheet. Enter the "
                    "real figures.",
                    sheet=run[1].sheet, cell=run[1].cell, value=run[1].raw,
                    expected="số của từng dòng / each line's own figure",
                )  # fmt: skip


def _run(amounts: list[Amount], table: Table) -> list[Amount]:
    """The first run of figures that grow by one unit of the sheet; [] if there is none long enough."""
    step = table.scale or Decimal(1)
    values = list(map(attrgetter("value"), amounts))
    begin = 0
    for grows, steps in groupby(map(sub, values[1:], values), step.__eq__):
        end = begin + sum(1 for _ in steps)
        if grows and end - begin + 1 >= ENOUGH:
            return amounts[begin : end + 1]
        begin = end
    return []


RULE = Rule(
    id="amounts_not_autofilled",
    severity=Severity.WARNING,
    sentence_vi="Số liệu không tăng đều từng đơn vị theo dòng.",
    sentence_en="Figures do not count up by one from line to line.",
    compares="each figure of a column with the one above it",
    source="kiểm tra kéo tự động",
    since="2026-11-23",
    stage=Stage.FILE,
    check=check,
)
