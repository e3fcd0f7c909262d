"""The same table does not stand twice in a file: its figures would count double.

Silent: 1. about tables of fewer than two figures that are not zero. Told at the second table's title; its figures
count as found wrong.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from fundflow.findings import Finding, Severity
from fundflow.records import Row, Table
from fundflow.reference import Reference
from fundflow.rules.base import Reason, Rule, Stage
from fundflow.rules.file_view import FileView


def needs(file: FileView, reference: Reference) -> Reason:
    return None if len(file.reading.tables) > 1 else "the file holds one table / tệp chỉ có một bảng"


def check(file: FileView, reference: Reference) -> Iterator[Finding]:
    seen: dict[frozenset, Table] = {}
    for table, rows in _alike(file):
        first = seen.setdefault(frozenset(Counter(map(_figure, rows)).items()), table)
        if first is not table:
            for row in rows:
                file.spoil_line(row)
            yield RULE.finding(
                f"Bảng này lặp lại nguyên bảng ở trang “{first.sheet}”: số liệu sẽ bị tính hai lần. Hãy xóa một bảng.",
                f"This table repeats the one of sheet “{first.sheet}”: its figures would count twice. Delete one of "
                "them.",
                sheet=table.sheet, cell=table.title_cell or rows[0].cell, value=table.title,
                expected="một bảng / one table",
            )  # fmt: skip


def _alike(file: FileView) -> list[tuple[Table, list[Row]]]:
    """The tables, with their figures that are not zero, that another table equals in number and sum of figures."""
    rows: dict[int, list[Row]] = defaultdict(list)
    for entry in file.entries:
        rows[id(entry.table)] += [row for row in entry.rows if row.amount]
    size = {table: (len(figures), sum([row.amount for row in figures])) for table, figures in rows.items()}
    times = Counter(size.values())
    alike = {table for table, (number, _) in size.items() if number > 1 and times[size[table]] > 1}
    return [(table, rows[id(table)]) for table in file.reading.tables if id(table) in alike]


def _figure(row: Row) -> tuple:
    return (
        row.component, row.unit, row.capital_type, row.budget_level, row.money_years,
        row.measure, row.amount, row.source_nature,
    )  # fmt: skip


RULE = Rule(
    id="table_not_twice",
    severity=Severity.ERROR,
    sentence_vi="Không có hai bảng trùng nhau trong một tệp.",
    sentence_en="The same table does not stand twice in a file.",
    compares="every figure of a table with every figure of the others",
    source="nguyên tắc một đồng chỉ tính một lần",
    since="2026-11-23",
    stage=Stage.COPY,
    check=check,
    needs=needs,
)
