"""Keeps what people read in step with the facts: only the lines that a load touched, or all of them, by the same SQL.

The mart holds nothing that the facts do not say. `refresh` closes the versions of lines that are outdated and opens new
ones; `rebuild` throws all versions away and plays the warehouse's history again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from fundflow import journal

if TYPE_CHECKING:
    from datetime import datetime

    from fundflow.warehouse import Warehouse

# What one statement takes on: four parts that processors share (mart.lines), whose sorts stay in memory. As a unit's keys
# lie together in the facts' index, none reads the whole table.
KEYS_PER_STATEMENT = 4_000
TABLES = ("line_version", "spending_fall", "restatement", "opening_break")  # each is derived by itself, in this order

Key = tuple[str, str, str]  # unit, component, capital type
Progress = Callable[[int, int], None]  # keys done, keys in all


def refresh(
    warehouse: Warehouse,
    touched: Iterable[Key] | None = None,
    progress: Progress | None = None,
    since: datetime | None = None,
) -> int:
    """Brings the lines of the touched keys up to date, all lines where None: how many keys were looked at.

    `since`: the moment of the load that touched them; what was replaced before it is not compared again (None: it is).
    Part of the caller's transaction, if there is one; no load comes in between. Run again, it changes nothing.
    """
    with warehouse.transaction():
        journal.lock(warehouse)
        known_at = warehouse.run_sql("tables/last_event")[0][0]
        if known_at is None:
            return 0
        keys = warehouse.run_sql("tables/touched_keys") if touched is None else touched
        return _refresh_keys(warehouse, sorted({tuple(key) for key in keys}), known_at, since, progress)


def rebuild(warehouse: Warehouse, progress: Progress | None = None) -> int:
    """Derives every version of every line again, event by event: how many moments of knowledge there were."""
    with warehouse.transaction():
        journal.lock(warehouse)
        for table in TABLES:
            warehouse.query(f"DELETE FROM mart.{table}")  # noqa: S608 - made of constants
        events = warehouse.run_sql("tables/touched_by_event")
        moments = 0
        for known_at, rows in groupby(events, key=lambda event: event.known_at):
            keys = [(row.unit_code, row.component_code, row.capital_type) for row in rows]
            _refresh_keys(warehouse, keys, known_at, known_at, progress)
            moments += 1
        return moments


def key_binds(keys: Iterable[Iterable[str]]) -> dict[str, list[str]]:
    """The keys as include/sql/tables takes them: their columns side by side, and each unit once."""
    units, components, capital_types = (list(column) for column in zip(*keys, strict=True))
    return {
        "units": units,
        "components": components,
        "capital_types": capital_types,
        "touched_units": sorted(set(units)),
    }


def _refresh_keys(
    warehouse: Warehouse, keys: list[Key], known_at: datetime, since: datetime | None, progress: Progress | None
) -> int:
    done = 0
    for chunk in _chunks(keys):
        binds = key_binds(chunk)
        for table in TABLES:
            warehouse.run_sql(f"tables/{table}", known_at=known_at, since=since, **binds)
        done += len(chunk)
        if progress:
            progress(done, len(keys))
    return done


def _chunks(keys: list[Key]) -> Iterator[list[Key]]:
    for start in range(0, len(keys), KEYS_PER_STATEMENT):
        yield keys[start : start + KEYS_PER_STATEMENT]
