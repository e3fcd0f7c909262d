"""What a reading owes before it may stand: who speaks of which day in which unit of money, and what became of every
row that was read.

Both are findings of last resort: they speak where nothing else stops the file, and no waiver lets them stand, because
facts cannot be made without them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fundflow.findings import Finding, rejects
from fundflow.messages import finding
from fundflow.records import Reading

HEADING = ("form", "source_kind", "unit", "budget_year", "as_of")


def owed(reading: Reading, findings: Iterable[Finding]) -> list[Finding]:
    """What a file still owes that none of these findings stops."""
    return [] if rejects(findings) else [*_heading(reading), *_account(reading)]


def _heading(reading: Reading) -> Iterator[Finding]:
    missing = [name for name in HEADING if getattr(reading, name) is None]
    if any(table.scale is None for table in reading.tables):
        missing.append("unit_of_money")
    if missing:
        yield finding("heading.incomplete", expected=", ".join(missing))


def _account(reading: Reading) -> Iterator[Finding]:
    """Every row read ends in exactly one place: loaded, held, or ignored with its reason."""
    placed = len(reading.rows) + reading.rows_held + sum(reading.ignored.values())
    if reading.rows_read != placed:
        yield finding("rows.unaccounted", value=str(placed), expected=str(reading.rows_read))
