"""Where columns name their capital type: the title and the rows may not say another, nor may a column beside them say none."""

from __future__ import annotations

from collections.abc import Iterator

from fundflow.findings import Finding
from fundflow.messages import finding
from fundflow.normalise.tables import FoundTable
from fundflow.records import Column, Line


def capital_findings(found: FoundTable, lines: list[Line], of_table: str | None) -> Iterator[Finding]:
    """`of_table`: the capital type that the title names, or else the sheet or the file."""
    measures = [column for column in found.mapping.columns if column.role == "measure"]
    named = [column for column in measures if column.capital_type]
    overruled = of_table if len({column.capital_type for column in named}) > 1 else None  # the columns name them all
    for column in named:
        if _is_contradicted(column, lines, overruled):
            yield _at_header("capital_type.contradiction", found, column)
    for column in measures:
        beside = [other for other in named if _subject(other) == _subject(column)]
        if column.capital_type is None and any(_leaves_open(other, column, of_table) for other in beside):
            yield _at_header("capital_type.column_missing", found, column)


def _is_contradicted(column: Column, lines: list[Line], overruled: str | None) -> bool:
    """True if money of the column stands in a row of the other capital type."""
    given = (line for line in lines if line.kind == "detail" and _value(line, column))
    return any(line.capital_type not in (None, overruled, column.capital_type) for line in given)


def _leaves_open(other: Column, column: Column, of_table: str | None) -> bool:
    """True if a column that names its type makes unclear what one beside it is: the other type, or a sum of both."""
    return other.capital_type != of_table or other.budget_level == column.budget_level


def _value(line: Line, column: Column) -> object:
    amount = line.amounts.get(column.amount_key)
    return amount and amount.value


def _subject(column: Column) -> tuple:
    return column.measure, column.money_year_first, column.money_year_last, column.component


def _at_header(rule: str, found: FoundTable, column: Column) -> Finding:
    return finding(rule, sheet=found.sheet.name, cell=column.header_cell, value=column.header)
