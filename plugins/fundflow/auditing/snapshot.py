"""One moment of the warehouse: all that an export takes out belongs together, and carries the proof of when it was."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fundflow.warehouse import Warehouse

ONE_MOMENT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """`on_day`: the day asked about (None: the latest word). `known_at`: as the warehouse knew it then."""

    on_day: date | None
    known_at: datetime
    journal_entry: int
    journal_head: str

    @property
    def binds(self) -> dict:
        return {"on_day": self.on_day, "known_at": self.known_at}

    def as_json(self) -> dict:
        """What goes with all that leaves the house: `fundflow verify --head` proves that history still holds it."""
        return {
            "as_of": self.on_day.isoformat() if self.on_day else None,
            "known_at": self.known_at.isoformat(),
            "journal_entry": self.journal_entry,
            "journal_head": self.journal_head,
        }


@contextmanager
def taken(warehouse: Warehouse, on_day: date | None = None, known_at: datetime | None = None) -> Iterator[Snapshot]:
    """A transaction in which every query sees the same moment. `known_at`: now, unless one is named."""
    from fundflow import journal

    with warehouse.transaction():
        warehouse.query(ONE_MOMENT)
        yield Snapshot(on_day, known_at or warehouse.value("SELECT now()"), *journal.head(warehouse))
