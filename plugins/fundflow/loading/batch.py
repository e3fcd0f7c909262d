"""One batch of received files: examined in children, staged by COPY, checked together, decided in one transaction.

The files are locked from the first step to the last. Their rows are committed to staging before the checks, which look at
them side by side over connections of their own; they count only once a file's status says so.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import cache, partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from fundflow import __version__, expectations, journal, waivers
from fundflow.exceptions import Infrastructure, ValidationBroken
from fundflow.faults import fault_point
from fundflow.findings import Finding, Severity
from fundflow.loading import ledger, receipts, staging
from fundflow.loading.archive import path_of
from fundflow.loading.examination import examine_all
from fundflow.loading.staging import Examined, Job

if TYPE_CHECKING:
    from fundflow.catalogue import Entry
    from fundflow.reader.pool import Pool
    from fundflow.settings import Settings
    from fundflow.waivers import Waiver
    from fundflow.warehouse import Warehouse

FINDING_COLUMNS = ("file_id", "rule", "rule_version", "severity", "sheet", "cell", "value", "expected",
                   "difference_vnd", "message", "on_trial", "waived_by")  # fmt: skip
MOST_ATTEMPTS = 5  # then a person has to look at the file
CHECKS_AT_ONCE = 2  # across files, beside Great Expectations, whose work is half in the server and half here
ALONE_AFTER = 2  # attempts after which a file no longer takes others down with it

Progress = Callable[[str, int, int], None]


def process_received(warehouse: Warehouse, pool: Pool, progress: Progress) -> int:
    """Takes up received files, batch by batch, until none is left that no other loader holds: how many were decided.

    `pool`: of examination.children.
    """
    decided = last = 0
    while taken := _take_up(warehouse, after=last):
        last = max(taken)
        decided += _process(warehouse, pool, taken, progress)
    return decided


def _take_up(warehouse: Warehouse, after: int) -> list[int]:
    rows = warehouse.run_sql("staging/take_up_files", after=after, most=warehouse.settings.batch_files)
    return [row.file_id for row in rows]


def _process(warehouse: Warehouse, pool: Pool, file_ids: Sequence[int], progress: Progress) -> int:
    """Decides these files; those that were tried before each by itself."""
    with _blaming_no_file(warehouse, file_ids), warehouse.transaction():
        files = warehouse.run_sql("staging/lock_received", files=list(file_ids))
        fault_point("F4_locked", warehouse)
        together = [file for file in files if file.attempts <= ALONE_AFTER]
        for group in [together, *([file] for file in files if file.attempts > ALONE_AFTER)]:
            if group:
                _decide_group(warehouse, pool, group, progress)
        fault_point("F10_before_commit", warehouse)
    fault_point("F11_after_commit", warehouse)
    return len(files)


@contextmanager
def _blaming_no_file(warehouse: Warehouse, file_ids: Sequence[int]) -> Iterator[None]:
    """What the server, the disk or a suite failed on was no attempt at the files."""
    try:
        yield
    except (Infrastructure, ValidationBroken):
        with suppress(Infrastructure):
            warehouse.run_sql("staging/give_back_files", files=list(file_ids))
        raise


def _decide_group(warehouse: Warehouse, pool: Pool, files: Sequence, progress: Progress) -> None:
    batch_id = warehouse.value("SELECT nextval('staging.batch')")
    readable = [file for file in files if file.attempts <= MOST_ATTEMPTS]
    in_force = waivers.active(warehouse, on=warehouse.settings.today)
    jobs = [_job(warehouse.settings, file, batch_id, in_force) for file in readable]
    expectations.warm_up_aside()  # while the children read, we only wait
    examined = stage(warehouse, examine_all(pool, jobs, progress))
    fault_point("F6_staged", warehouse)
    if any(one.rows for one in examined):
        add_findings_of_the_batch(warehouse, batch_id, examined, progress)
        _waive(warehouse, batch_id, jobs, examined)
    fault_point("F7_checked", warehouse)
    decide(warehouse, batch_id, {file.file_id: file.sha256 for file in files}, examined)
    fault_point("F9_decided", warehouse)


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


def decide(warehouse: Warehouse, batch_id: int, files: dict[int, str], examined: Sequence[Examined]) -> None:
    """Writes what becomes of each file: findings, status, receipt, journal. `files`: file_id -> sha256."""
    by_file = {one.file_id: one for one in examined}
    outcomes = [by_file.get(file_id) or _unreadable(file_id) for file_id in files]
    journal.lock(warehouse)
    _store_findings(warehouse, outcomes)
    verdicts = [_verdict(one, batch_id) for one in outcomes]
    warehouse.run_sql(
        "staging/store_verdicts",
        verdicts=json.dumps(verdicts),
        rulebook=rulebook(warehouse.settings),
        code_version=__version__,
    )
    rejected = [one for one in outcomes if one.rejected]
    warehouse.run_sql("staging/drop_rows", files=[one.file_id for one in rejected])
    ledger.answer(warehouse, [_answer(one, verdict["status"]) for one, verdict in zip(outcomes, verdicts, strict=True)])
    ledger.split_files(warehouse, file_ids=list(files))
    ledger.explain_duplicates(warehouse, file_ids=list(files))
    ledger.journal_verdicts(warehouse, list(files))


def _unreadable(file_id: int) -> Examined:
    finding = Finding("file.kills_reader", Severity.ERROR, receipts.unreadable())
    return Examined(file_id, [finding])


def _verdict(one: Examined, batch_id: int) -> dict:
    read, ignored = one.facts.get("rows_read", 0), one.facts.get("rows_ignored", 0)
    loaded = 0 if one.rejected else one.rows
    counts = {"rows_read": read, "rows_ignored": ignored, "rows_loaded": loaded, "rows_held": read - ignored - loaded}
    status = "rejected" if one.rejected else "staged"
    return (
        one.facts | counts | {"file_id": one.file_id, "status": status, "batch_id": None if one.rejected else batch_id}
    )


def _answer(one: Examined, status: str) -> dict:
    message = receipts.rejected(one.findings) if one.rejected else receipts.staged(one.rows)
    rows, sums = (0, {}) if one.rejected else (one.rows, one.sums)
    return {"file_id": one.file_id, "status": status, "message": message, "rows_loaded": rows, "sums": sums}


def _store_findings(warehouse: Warehouse, outcomes: Sequence[Examined]) -> None:
    """Replaces what an earlier judgement of the same files found; the journal keeps that judgement's hash."""
    warehouse.query(
        "DELETE FROM quality.finding WHERE file_id = ANY (%(files)s)", files=[one.file_id for one in outcomes]
    )
    rows = ((one.file_id, *finding_values(finding)) for one in outcomes for finding in one.findings)
    warehouse.copy_rows("quality.finding", FINDING_COLUMNS, rows)


def finding_values(finding: Finding) -> tuple:
    from decimal import Decimal

    difference = None if finding.difference_vnd is None else Decimal(finding.difference_vnd)
    return (
        finding.rule, finding.rule_version, str(finding.severity), finding.sheet, finding.cell,
        storable(finding.value), storable(finding.expected), difference, storable(finding.message),
        finding.on_trial, finding.waived_by,
    )  # fmt: skip


def storable(text: str | None) -> str | None:
    """PostgreSQL stores every character but NUL and lone surrogates."""
    return text if text is None else text.replace("\0", "").encode(errors="replace").decode()


@cache
def rulebook(settings: Settings) -> str:
    """One hash over all by which files are judged: code version, rules, forms, reference data, suites, checks."""
    digest = hashlib.sha256(__version__.encode())
    rules = Path(__file__).parents[1] / "rules"
    knowledge = (
        settings.forms,
        settings.reference,
        settings.corrections,
        settings.expectations,
        settings.sql / "checks",
    )
    for folder in (rules, *knowledge):
        for path in sorted(
            path for path in folder.rglob("*") if path.suffix in (".py", ".yml", ".csv", ".json", ".sql")
        ):
            digest.update(path.read_bytes())
    return digest.hexdigest()
