"""What a crash left behind, put right before the next work: nothing here needs to know what crashed, or when.

Locks of dead loaders are gone with their connections, so what is idle is ours to mend; what a living loader holds is
skipped.
"""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fundflow.settings import Settings
    from fundflow.warehouse import Warehouse

SPOOL_MAX_AGE_SECONDS = 24 * 3600  # no copy of one workbook takes a day


def recover(warehouse: Warehouse) -> None:
    """Compares ledger, staging and spool."""
    drop_orphans(warehouse)
    send_back_lost(warehouse)
    clear_spool(warehouse.settings)


def drop_orphans(warehouse: Warehouse) -> None:
    """Removes staged rows whose loader died before it decided their files, and what they were compared with."""
    warehouse.run_sql("staging/drop_orphans")


def send_back_lost(warehouse: Warehouse) -> list[int]:
    """Staged files whose rows are gone are read again: their numbers."""
    return [row.file_id for row in warehouse.run_sql("staging/send_back_lost")]


def clear_spool(settings: Settings) -> None:
    """Removes half copies that nobody writes any more."""
    oldest = time.time() - SPOOL_MAX_AGE_SECONDS
    for part in (settings.archive / ".spool").glob("*.part"):
        with suppress(FileNotFoundError):  # whoever writes it is done
            if part.stat().st_mtime < oldest:
                part.unlink()
