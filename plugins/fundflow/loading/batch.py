"""One batch of received files: examined in children, staged by COPY, checked together, decided in one transaction.

The files are locked from the first step to the last. Their rows are committed to staging before the checks, which look at
them side by side over connections of their own; they count only once a file's status says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fundflow import expectations, waivers
from fundflow.exceptions import BuildBroken, Infrastructure, ValidationBroken
from fundflow.faults import fault_point
from fundflow.loading import comparison, staging, verdicts
from fundflow.loading.archive import path_of
from fundflow.loading.examination import examine_all
from fundflow.loading.staging import Examined, Job
from fundflow.warehouse import Warehouse

if TYPE_CHECKING:
    from fundflow.loading.examination import Progress
    from fundflow.reader.pool import Pool
    from fundflow.settings import Settings
    from fundflow.waivers import Waiver

MOST_ATTEMPTS = 5  # then a person has to look at the file
ALONE_AFTER = 2  # attempts after which a file no longer takes others down with it


@dataclass(slots=True)
class Processed:
    """Numbers of files: decided now, and decided before but built only now."""

    decided: int = 0
    built: int = 0


def process_received(warehouse: Warehouse, pool: Pool, progress: Progress) -> Processed:
    """Takes up received files, batch by batch, until none is left that no other loader holds.

    `pool`: of examination.children.
    """
    processed, last = Processed(), 0
    while waiting := warehouse.run_sql("staging/received_files", after=last, most=warehouse.settings.batch_files):
        last = max(row.file_id for row in waiting)
        together = [row.file_id for row in waiting if row.attempts < ALONE_AFTER]
        alone = ([row.file_id] for row in waiting if row.attempts >= ALONE_AFTER)
        for file_ids in filter(None, [together, *alone]):
            _process(warehouse, pool, file_ids, progress, processed)
    return processed


def _process(warehouse: Warehouse, pool: Pool, file_ids: list[int], progress: Progress, processed: Processed) -> None:
    """Decides those of these files that no other loader holds. Only they count as tried, and only now: while a loader reads
    one file, others must not count the next as tried again.
    """
    taken = [row.file_id for row in warehouse.run_sql("staging/take_up_files", files=file_ids)]
    if not taken:
        return
    with _blaming_no_file(warehouse, taken), warehouse.transaction():
        files = warehouse.run_sql("staging/lock_received", files=taken)
        fault_point("F4_locked", warehouse)
        if files:
            processed.built += _decide_batch(warehouse, pool, files, progress)
        fault_point("F10_before_commit", warehouse)
    fault_point("F11_after_commit", warehouse)
    processed.decided += len(files)


@contextmanager
def _blaming_no_file(warehouse: Warehouse, file_ids: list[int]) -> Iterator[None]:
    """What the server, the disk, a suite or the files before them failed on was no attempt at the files."""
    try:
        yield
    except (Infrastructure, ValidationBroken, BuildBroken):
        with suppress(Infrastructure):
            warehouse.run_sql("staging/give_back_files", files=file_ids)
        raise


def _decide_batch(warehouse: Warehouse, pool: Pool, files: Sequence, progress: Progress) -> int:
    """How many files, decided before, it had to build."""
    built = 0
    batch_id = warehouse.value("SELECT nextval('staging.batch')")
    readable = [file for file in files if file.attempts <= MOST_ATTEMPTS]
    in_force = waivers.active(warehouse, on=warehouse.settings.today)
    jobs = [_job(warehouse.settings, file, batch_id, in_force) for file in readable]
    expectations.warm_up_aside()  # while the children read, we only wait
    examined = stage(warehouse, examine_all(pool, jobs, progress))
    fault_point("F6_staged", warehouse)
    if any(one.rows for one in examined):
        built = comparison.compare(warehouse, batch_id, jobs, examined, progress)
    fault_point("F7_checked", warehouse)
    verdicts.decide(warehouse, batch_id, [file.file_id for file in files], examined)
    fault_point("F9_decided", warehouse)
    return built


def _job(settings: Settings, file, batch_id: int, in_force: tuple[Waiver, ...]) -> Job:
    path = path_of(settings.archive, file.sha256)
    return Job(path, file.file_id, batch_id, file.folder_unit_code, file.original_name, in_force)


def stage(warehouse: Warehouse, examined: Iterable[Examined]) -> list[Examined]:
    """COPYs the rows of files that nothing speaks against so far, as they come; answers what was read."""
    done: list[Examined] = []

    def chunks() -> Iterator[bytes]:
        for one in examined:
            yield from one.encoded
            one.encoded.clear()
            done.append(one)
        fault_point("F5_parsed", warehouse)

    with warehouse.transaction(separate=True):
        warehouse.copy_encoded("staging.fund_row", staging.COLUMNS, chunks())
        warehouse.query("SELECT staging.analyze_rows()")
    return done
