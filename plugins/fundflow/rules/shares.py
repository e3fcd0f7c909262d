"""Central and local money of a decision's tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from fundflow.records import Table
from fundflow.reference import Reference
from fundflow.rules.base import Reason, source_kinds
from fundflow.rules.file_view import FileView

CENTRAL = "TW"


@dataclass(frozen=True, slots=True)
class Share:
    """What a table gives of one programme, in đồng."""

    table: Table
    programme: str
    central: Decimal
    local: Decimal
    local_header: str | None


def _split(file: FileView, reference: Reference) -> Reason:
    levels = {row.budget_level for row in file.reading.rows}
    return (
        None
        if CENTRAL in levels and len(levels) > 1
        else "the money is not split by level / không tách theo cấp ngân sách"
    )


needs_shares = source_kinds("decision", then=_split)


def shares(file: FileView) -> Iterator[Share]:
    """Per table and programme."""
    sums: dict[tuple, list[Decimal]] = {}
    tables: dict[int, Table] = {}
    for row in file.reading.rows:
        table, _ = file.line_of(row)
        tables[id(table)] = table
        both = sums.setdefault((id(table), row.component.partition(".")[0]), [Decimal(0), Decimal(0)])
        both[row.budget_level != CENTRAL] += row.amount
    for (key, programme), (central, local) in sums.items():
        yield Share(tables[key], programme, central, local, _local_header(tables[key]))


def _local_header(table: Table) -> str | None:
    local = (c.header_cell for c in table.columns if c.role == "measure" and c.budget_level not in (None, CENTRAL))
    return next(local, table.title_cell)
