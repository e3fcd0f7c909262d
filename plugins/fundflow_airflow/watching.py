"""Notices within seconds what is dropped into the inbox: a trigger that Airflow's triggerer runs for the asset INBOX.

Its event only wakes ingest_workbooks: what there is to take in stands in the ledger, and the DAG's clock sweeps the
inbox in any case. A triggerer that is down, or an event that Airflow loses, costs minutes and never a file.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

from airflow.triggers.base import BaseEventTrigger, TriggerEvent

LOOK_EVERY_SECONDS = 1.0
MOST_OF_THE_TIME = 0.1  # spent on looking, however many files lie there and however slow the share is

State = dict[bytes, tuple[int, int]]
"""Place in the inbox -> size, time of change: what the ledger remembers, too."""

log = logging.getLogger(__name__)


class InboxTrigger(BaseEventTrigger):
    """Fires when files are new or changed since it last fired, and nothing has changed between two looks.

    It polls, since a share tells nobody what other machines write to it. Files that come in one long row are left to the
    clock's sweep, or to the first look in which no more came. When it starts it tells what lies there: nobody may have
    looked for a while.
    """

    def serialize(self) -> tuple[str, dict[str, Any]]:
        return f"{type(self).__module__}.{type(self).__qualname__}", {}

    async def run(self) -> AsyncIterator[TriggerEvent]:
        from fundflow.settings import load_settings

        async for number in news(load_settings().inbox, seen):
            yield TriggerEvent({"files": number})


async def news(inbox: Path, look: Callable[[Path], State | None]) -> AsyncIterator[int]:
    """How many files are new or changed, each time that the inbox has come to rest with some."""
    told: State = {}
    before: State | None = None
    while True:
        started = time.monotonic()
        now = await asyncio.to_thread(look, inbox)
        if now is not None and now == before:
            fresh = now.items() - told.items()
            told = now
            if fresh:
                yield len(fresh)
        before = now
        await asyncio.sleep(max(LOOK_EVERY_SECONDS, (time.monotonic() - started) / MOST_OF_THE_TIME))


def seen(inbox: Path) -> State | None:
    """What the inbox looks like; None where it cannot be seen: not mounted, or a file went away meanwhile."""
    from fundflow.exceptions import InboxMissing
    from fundflow.loading.sweep import walk_inbox

    try:
        return {drop.key: drop.seen_as for drop in walk_inbox(inbox) if drop.key is not None}
    except (InboxMissing, OSError) as error:
        log.info("The inbox cannot be seen: %s", error)
        return None
