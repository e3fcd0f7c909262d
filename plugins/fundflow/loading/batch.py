"""One batch of received files: examined in children, staged by COPY, checked together, decided in one transaction.

The files are locked from the first step to the last. Their rows are committed to staging before the checks, which look at
them side by side over connections of their own; they count only once a file's status says so.

What a file is compared with must not depend on which files came in the same batch: loaders compare in turn, and what
was decided before, by whichever loader, is built before they do.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from fundflow import expectations, waivers
from fundflow.exceptions import BuildBroken, Infrastructure, ValidationBroken
from fundflow.faults import fault_point
from fundflow.findings import Finding, Severity
from fundflow.loading import facts, staging, verdicts
from fundflow.loading.archive import path_of
from fundflow.loading.examination import examine_all
from fundflow.loading.staging import Examined, Job
from fundflow.warehouse import Warehouse

if TYPE_CHECKING:
    from fundflow.catalogue import Entry
    from fundflow.loading.facts import Built
    from fundflow.reader.pool import Pool
    from fundflow.settings import Settings
    from fundflow.waivers import Waiver

MOST_ATTEMPTS = 5  # then a person has to look at the file
CHECKS_AT_ONCE = 2  # across files, beside Great Expectations, whose work is half in the server and half here
COMPARE_IN_TURN = "LOCK TABLE staging.known_figure IN SHARE UPDATE EXCLUSIVE MODE"  # others may write, none may lock
ALONE_AFTER = 2  # attempts after which a file no longer takes others down with it

Progress = Callable[[str, int, int], None]


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
    while taken := _take_up(warehouse, after=last):
        last = max(row.file_id for row in taken)
        together = [row.file_id for row in taken if row.attempts <= ALONE_AFTER]
        alone = ([row.file_id] for row in taken if row.attempts > ALONE_AFTER)
        for file_ids in filter(None, [together, *alone]):
            _process(warehouse, pool, file_ids, progress, processed)
    return processed


def _take_up(warehouse: Warehouse, after: int) -> Sequence:
    return warehouse.run_sql("staging/take_up_files", after=after, most=warehouse.settings.batch_files)


def _process(
    warehouse: Warehouse, pool: Pool, file_ids: Sequence[int], progress: Progress, processed: Processed
) -> None:
    """Decides those of these files that no other loader holds."""
    with _blaming_no_file(warehouse, file_ids), warehouse.transaction():
        files = warehouse.run_sql("staging/lock_received", files=list(file_ids))
        fault_point("F4_locked", warehouse)
        if files:
            processed.built += _decide_batch(warehouse, pool, files, progress)
        fault_point("F10_before_commit", warehouse)
    fault_point("F11_after_commit", warehouse)
    processed.decided += len(files)


@contextmanager
def _blaming_no_file(warehouse: Warehouse, file_ids: Sequence[int]) -> Iterator[None]:
    """What the server, the disk, a suite or the files before them failed on was no attempt at the files."""
    try:
        yield
    except (Infrastructure, ValidationBroken, BuildBroken):
        with suppress(Infrastructure):
            warehouse.run_sql("staging/give_back_files", files=list(file_ids))
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
        built = _let_count_what_was_decided(warehouse)
        add_findings_of_the_batch(warehouse, batch_id, examined, progress)
        _waive(warehouse, batch_id, jobs, examined)
    fault_point("F7_checked", warehouse)
    verdicts.decide(warehouse, batch_id, [file.file_id for file in files], examined)
    fault_point("F9_decided", warehouse)
    return built


def _let_count_what_was_decided(warehouse: Warehouse) -> int:
    """Builds what is staged, of whichever batch and loader: how many files. Until this transaction ends, no other loader
    compares; so none of two that would contradict each other slips in beside the other.
    """
    warehouse.query(COMPARE_IN_TURN)
    if not warehouse.value("SELECT EXISTS (SELECT FROM quality.file WHERE status = 'staged')"):
        return 0
    with Warehouse(warehouse.settings, warehouse.role) as apart:  # committed, whatever becomes of this batch
        return len(_built(apart).accepted)


def _built(warehouse: Warehouse) -> Built:
    try:
        return facts.build_staged(warehouse)
    except Infrastructure:
        raise
    except Exception as error:
        raise BuildBroken(
            f"Các tệp đã đạt kiểm tra trước đó chưa vào được kho: {error}. Chưa tệp nào bị kết luận; hãy báo người quản "
            "trị. / Files decided before cannot be built. No file was judged; tell the administrator."
        ) from error


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


def add_findings_of_the_batch(
    warehouse: Warehouse, batch_id: int, examined: list[Examined], progress: Progress
) -> None:
    """Great Expectations once, beside it every SQL check, on all staged rows: each finding to its file."""
    from fundflow.catalogue import checks

    of_file = {one.file_id: one.findings for one in examined}
    progress("checks", 0, 1)
    with ThreadPoolExecutor(max_workers=1 + CHECKS_AT_ONCE) as pool:
        failures = pool.submit(expectations.validate, warehouse.url, warehouse.settings.expectations, batch_id)
        with _beside_what_is_known(warehouse, batch_id):
            across_files = pool.map(partial(_found_by, warehouse, batch_id), checks(warehouse.settings.sql / "checks"))
            found = [*_with_places(warehouse, batch_id, failures.result()), *chain.from_iterable(across_files)]
    for file_id, finding in sorted(found, key=_by_place):
        of_file[file_id].append(finding)
    progress("checks", 1, 1)


def _by_place(found: tuple[int, Finding]) -> tuple:
    """The same order whatever the server's plan was: by rule, then sheet, then cell, E9 before E10."""
    _, finding = found
    cell = finding.cell or ""
    return finding.rule, finding.sheet or "", len(cell), cell, finding.message


@contextmanager
def _beside_what_is_known(warehouse: Warehouse, batch_id: int) -> Iterator[None]:
    """Inside the block every connection sees the figures in force that the batch is compared with."""
    with warehouse.transaction(separate=True):
        warehouse.run_sql("staging/gather_known", batch_id=batch_id)
    yield
    with warehouse.transaction(separate=True):
        warehouse.run_sql("staging/forget_known", batch_id=batch_id)


def _found_by(warehouse: Warehouse, batch_id: int, check: Entry) -> list[tuple[int, Finding]]:
    """What a check across files finds, each finding with its file's number."""
    return [(row.file_id, _finding(row, check)) for row in warehouse.run_sql(f"checks/{check.id}", batch_id=batch_id)]


def _waive(warehouse: Warehouse, batch_id: int, jobs: Sequence[Job], examined: Iterable[Examined]) -> None:
    """Waivers over what the checks of the batch found; what the child found it has waived itself."""
    if not jobs or not jobs[0].waivers:
        return
    job_of = {job.file_id: job for job in jobs}
    places = [{"file_id": one.file_id, "sheet": f.sheet, "cell": f.cell} for one in examined for f in one.findings]
    spoken_of: dict[int, dict[tuple, str]] = defaultdict(dict)
    for row in warehouse.run_sql("waivers/components_of", batch_id=batch_id, places=json.dumps(places)):
        spoken_of[row.file_id][row.sheet, row.cell] = row.component_code
    for one in examined:
        job = job_of[one.file_id]
        fresh = [finding for finding in one.findings if finding.waived_by is None]
        kept = [finding for finding in one.findings if finding.waived_by is not None]
        one.findings = kept + waivers.waive(
            fresh, job.waivers, sha256=job.path.name,
            unit=one.facts.get("unit") or job.folder_unit, components=spoken_of[one.file_id],
        )  # fmt: skip


def _with_places(warehouse: Warehouse, batch_id: int, failures) -> Iterable[tuple[int, Finding]]:
    numbers = sorted({failure.row_number for failure in failures})
    rows = warehouse.run_sql("staging/row_places", batch_id=batch_id, rows=numbers) if numbers else ()
    places = {row.row_number: row for row in rows}
    for failure in failures:
        place = places[failure.row_number]
        finding = Finding(failure.rule, failure.severity, failure.message, place.sheet, place.cell, failure.value)
        yield place.file_id, finding


def _finding(row, check: Entry) -> Finding:
    difference = None if row.difference_vnd is None else format(row.difference_vnd, "f")
    return Finding(
        row.rule, Severity(row.severity), row.message, row.sheet, row.cell, row.value, row.expected, difference,
        check.version, on_trial=check.on_trial,
    )  # fmt: skip
