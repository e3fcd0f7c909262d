"""What the files of a batch say, compared with each other and with what is in force: Great Expectations on their rows,
beside it the checks across files, periods and sources.

What is found in a file must not depend on which files came in the same batch, or who takes in others beside it. So
loaders compare in turn; what was decided before, by whichever of them, is built before they do; and no file is blamed for
contradicting one that is rejected itself.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from fundflow import expectations, waivers
from fundflow.exceptions import BuildBroken, Infrastructure
from fundflow.findings import Finding, Severity
from fundflow.loading import facts
from fundflow.loading.staging import Examined, Job
from fundflow.warehouse import Warehouse

if TYPE_CHECKING:
    from fundflow.catalogue import Entry
    from fundflow.loading.examination import Progress
    from fundflow.loading.facts import Built

CHECKS_AT_ONCE = 2  # across files, beside Great Expectations, whose work is half in the server and half here
COMPARE_IN_TURN = "LOCK TABLE staging.known_figure IN SHARE UPDATE EXCLUSIVE MODE"  # others may write, none may lock

Found = tuple[int, Finding]  # a finding with its file's number


def compare(
    warehouse: Warehouse, batch_id: int, jobs: Sequence[Job], examined: list[Examined], progress: Progress
) -> int:
    """Adds to the files what their comparison finds, waived where a waiver covers it. How many files, decided before, it
    had to build first.
    """
    built = _let_count_what_was_decided(warehouse)
    add_findings_of_the_batch(warehouse, batch_id, examined, progress)
    _waive(warehouse, batch_id, jobs, examined)
    _compare_without_the_rejected(warehouse, batch_id, jobs, examined)
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


def add_findings_of_the_batch(
    warehouse: Warehouse, batch_id: int, examined: list[Examined], progress: Progress
) -> None:
    """Great Expectations once, beside it every SQL check, on all staged rows: each finding to its file."""
    progress("checks", 0, 1)
    with ThreadPoolExecutor(max_workers=1 + CHECKS_AT_ONCE) as pool:
        failures = pool.submit(expectations.validate, warehouse.url, warehouse.settings.expectations, batch_id)
        found = _found_across_files(warehouse, batch_id, pool)
        found += _with_places(warehouse, batch_id, failures.result())
    _add(found, examined)
    progress("checks", 1, 1)


def _compare_without_the_rejected(
    warehouse: Warehouse, batch_id: int, jobs: Sequence[Job], examined: list[Examined]
) -> None:
    """Takes the rejected files out of the batch and compares the rest again, until none is rejected any more: as if each
    file had come by itself.
    """
    if not any(one.rejected for one in examined if one.rows):
        return
    across_files = {check.id for check in _checks(warehouse)}
    remaining = {one.file_id: one for one in examined if one.rows}
    while rejected := _rejected_first(remaining.values(), across_files):
        for one in rejected:
            del remaining[one.file_id]
        with warehouse.transaction(separate=True):
            warehouse.run_sql("staging/drop_rows", files=[one.file_id for one in rejected])
        if _units(rejected) & _units(remaining.values()):
            for one in remaining.values():
                one.findings = [finding for finding in one.findings if finding.rule not in across_files]
            with ThreadPoolExecutor(max_workers=CHECKS_AT_ONCE) as pool:
                _add(_found_across_files(warehouse, batch_id, pool), remaining.values())
            _waive(warehouse, batch_id, jobs, remaining.values())


def _rejected_first(examined: Iterable[Examined], across_files: set[str]) -> list[Examined]:
    """The files that are rejected for what stands in themselves; if there are none, of those that contradict others the one
    of the earliest day of each unit.
    """
    by_themselves, by_unit = [], defaultdict(list)
    for one in examined:
        stopping = {finding.rule for finding in one.findings if finding.stops}
        if stopping - across_files:
            by_themselves.append(one)
        elif stopping:
            by_unit[one.facts["unit"]].append(one)
    return by_themselves or [
        min(files, key=lambda one: (one.facts["as_of"], one.file_id)) for files in by_unit.values()
    ]


def _units(examined: Iterable[Examined]) -> set[str]:
    """The units that the files speak of (staging.scope)."""
    return {line.rpartition("|")[2] for one in examined for line in one.facts["scope"]}


def _found_across_files(warehouse: Warehouse, batch_id: int, pool: ThreadPoolExecutor) -> list[Found]:
    with _beside_what_is_known(warehouse, batch_id):
        found = pool.map(partial(_found_by, warehouse, batch_id), _checks(warehouse))
        return list(chain.from_iterable(found))


def _checks(warehouse: Warehouse) -> Iterator[Entry]:
    from fundflow.catalogue import checks  # most sweeps find nothing to compare

    return checks(warehouse.settings.sql / "checks")


def _add(found: list[Found], examined: Iterable[Examined]) -> None:
    """Each finding to its file."""
    findings_of = {one.file_id: one.findings for one in examined}
    for file_id, finding in sorted(found, key=_by_place):
        findings_of[file_id].append(finding)


def _by_place(found: Found) -> tuple:
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


def _found_by(warehouse: Warehouse, batch_id: int, check: Entry) -> list[Found]:
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


def _with_places(warehouse: Warehouse, batch_id: int, failures) -> Iterator[Found]:
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
