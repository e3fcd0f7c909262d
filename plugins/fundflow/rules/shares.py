"""Central and local money of a decision's tables."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from fundflow.records import Table
from fundflow.reference import Reference
from fundflow.rules.base import Reason, source_kinds
from fundflow.rules.file_view import FileView, once

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


@once
def shares(file: FileView) -> list[Share]:
    """Per table and programme."""
    sums: dict[tuple, list[Decimal]] = {}
    for entry in file.entries:
        programme = entry.subject.component.partition(".")[0]
        both = sums.setdefault((id(entry.table), programme), [Decimal(0), Decimal(0)])
        for row in entry.rows:
            both[row.budget_level != CENTRAL] += row.amount
    tables = {id(table): table for table in file.reading.tables}
    return [
        Share(tables[key], programme, central, local, _local_header(tables[key]))
        for (key, programme), (central, local) in sums.items()
    ]


def _local_header(table: Table) -> str | None:
    local = (c.header_cell for c in table.columns if c.role == "measure" and c.budget_level not in (None, CENTRAL))
    return next(local, table.title_cell)
