"""Which task of Airflow asks about which file: each verdict is asked about by one task at a time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from fundflow.decisions.matters import MOST_MATTERS, Matter, waiting
from fundflow.migrations import open_warehouse
from fundflow.warehouse import Warehouse

if TYPE_CHECKING:
    from fundflow.settings import Settings


def unasked(settings: Settings) -> list[Matter]:
    """What waits and nobody is asked about yet, as much as people are shown at once."""
    with open_warehouse(settings, role="loader") as warehouse:
        found = waiting(warehouse)
    asked = sum(matter.is_asked for matter in found)
    return [matter for matter in found if not matter.is_asked][: max(0, MOST_MATTERS - asked)]


def open_question(settings: Settings, reference: str, judged_at: datetime, link: str, wait: timedelta) -> bool:
    """Notes that the page at `link` asks about a file; False if it no longer waits, or another page asks."""
    with Warehouse(settings, role="loader") as warehouse, warehouse.transaction():
        found = waiting(warehouse, reference)
        if not found or found[0].judged_at != judged_at:
            return False
        until = datetime.now(UTC) + wait
        binds = {"file_id": found[0].file_id, "judged_at": judged_at, "open_until": until, "link": link}
        return bool(warehouse.run_sql("decisions/open_question", **binds))


def close_question(settings: Settings, reference: str) -> None:
    """The answer was of no use, or never came: the file may be asked about again."""
    with Warehouse(settings, role="loader") as warehouse:
        warehouse.run_sql("decisions/close_question", reference=reference)
