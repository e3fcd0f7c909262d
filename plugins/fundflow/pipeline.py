"""The story on one page: what happens between a workbook in the inbox and a figure that people read.

    ingest   inbox -> archive -> ledger -> examine -> staging -> checks -> verdict, receipt
    build    staged rows -> facts, submissions -> tables
    publish  tables -> workbooks and pages for people

Mails about slow money are fundflow.alerts.alert().

Each may be run by two processes at once, killed at any moment, and run again: the ledger in the warehouse decides
what is left to do. Each returns when nothing is left that another process does not work on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from fundflow import expectations
from fundflow.faults import fault_point
from fundflow.loading import answers, archive, batch, examination, facts, ledger, recovery, sweep, verdicts
from fundflow.migrations import open_warehouse

if TYPE_CHECKING:
    from fundflow.loading.examination import Progress
    from fundflow.loading.facts import Built
    from fundflow.reader.pool import Pool
    from fundflow.settings import Settings
    from fundflow.warehouse import Warehouse


def _silent(step: str, done: int, total: int) -> None:
    """No progress is shown."""


@dataclass(slots=True)
class Ingested:
    """What an ingest did: the receipts it wrote (quality.receipt), how many files it decided, and how many that were decided
    before it built, because others were compared with them.
    """

    receipts: list[int] = field(default_factory=list)
    decided: int = 0
    built: int = 0


def ingest(settings: Settings, paths: Sequence[Path] | None = None, progress: Progress = _silent) -> Ingested:
    """Takes in what lies in the inbox (or at `paths`), reads it, checks it, and answers with receipts.

    Raises Infrastructure errors (disk, server, share): nothing is lost, run it again.
    """
    with open_warehouse(settings, role="loader") as warehouse, examination.children(settings) as pool:
        recovery.recover(warehouse)
        drops = _drops(warehouse, paths, pool)
        fault_point("F0_sensed", warehouse)
        receipts = _take_in(warehouse, drops, progress)
        processed = batch.process_received(warehouse, pool, progress)
        answers.write_answers(warehouse)
        return Ingested(receipts, processed.decided, processed.built)


def build(settings: Settings) -> Built:
    """Makes facts of what is staged, and refreshes the lines of the tables that it touches. All or nothing."""
    with open_warehouse(settings, role="loader") as warehouse:
        built = facts.build_staged(warehouse)
        answers.write_answers(warehouse)
        return built


def publish(settings: Settings) -> dict[str, int]:
    """Writes every workbook of include/sql/exports/workbooks.yml, and the page of data quality, into settings.exports:
    rows per workbook.
    """
    from fundflow.quality.page import write_page
    from fundflow.reports import workbook

    settings.exports.mkdir(parents=True, exist_ok=True)
    write_page(settings, settings.exports)
    return {
        name: workbook.export(settings, name, settings.exports / f"{name}.xlsx") for name in workbook.names(settings)
    }


def _drops(warehouse: Warehouse, paths: Sequence[Path] | None, pool: Pool) -> list[sweep.Drop]:
    """What there is to take in."""
    if paths is not None:
        units = frozenset(row.code for row in warehouse.query("SELECT code FROM ref.unit"))
        named = sweep.at_paths(paths, units)
        _get_ready(pool, named)
        return named
    fresh = sweep.look(warehouse.settings, ledger.seen_places(warehouse))
    _get_ready(pool, fresh)
    return sweep.settled(fresh, warehouse.settings.settle_seconds)


def _get_ready(pool: Pool, drops: list[sweep.Drop]) -> None:
    """Starts what takes its time to start, while we wait for senders and for the disk."""
    pool.prepare(len(drops))
    if drops:
        expectations.warm_up_aside()


def _take_in(warehouse: Warehouse, drops: list[sweep.Drop], progress: Progress) -> list[int]:
    """Archives and enters the drops, some hundreds at a time: what is entered stays entered."""
    receipts = []
    size = warehouse.settings.batch_files
    for start in range(0, len(drops), size):
        kept = archive.keep_all(warehouse, drops[start : start + size])
        receipts += ledger.receive(warehouse, kept, verdicts.rulebook(warehouse.settings))
        fault_point("F3_received", warehouse)
        progress("receive", min(start + size, len(drops)), len(drops))
    return receipts
