"""Staged rows -> facts: submissions, what they supersede, core.fact, receipts, journal, refreshed tables.

All of a build is one transaction, so that people see completed loads only. If it fails for the data's sake, the files
are built one by one, and one that still fails is held for a person, if no other builder was luckier meanwhile.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fundflow import journal, mart
from fundflow.faults import fault_point
from fundflow.loading import ledger, receipts
from fundflow.loading.recovery import send_back_lost
from fundflow.loading.supersession import Plan, Version, plan
from fundflow.messages import finding
from fundflow.money import vnd
from fundflow.warehouse import CONTENT_ERRORS

if TYPE_CHECKING:
    from fundflow.findings import Finding
    from fundflow.warehouse import Warehouse


@dataclass(slots=True)
class Built:
    """What a build did, by file_id."""

    accepted: list[int] = field(default_factory=list)
    unchanged: list[int] = field(default_factory=list)
    held: list[int] = field(default_factory=list)


def build_staged(warehouse: Warehouse) -> Built:
    """Builds every staged file."""
    try:
        return _build(warehouse, None)
    except CONTENT_ERRORS:
        return _build_one_by_one(warehouse)


def _build_one_by_one(warehouse: Warehouse) -> Built:
    built = Built()
    for [file_id] in warehouse.query("SELECT file_id FROM quality.file WHERE status = 'staged' ORDER BY file_id"):
        try:
            one = _build(warehouse, [file_id])
        except CONTENT_ERRORS as error:
            built.held += _hold(warehouse, file_id, str(error))
        else:
            built.accepted += one.accepted
            built.unchanged += one.unchanged
    return built


def _build(warehouse: Warehouse, only: list[int] | None) -> Built:
    with warehouse.transaction():
        journal.lock(warehouse)  # one build at a time: what supersedes what depends on what is in force
        send_back_lost(warehouse)
        files = {file.file_id: file for file in warehouse.run_sql("facts/lock_staged", only=only)}
        if not files:
            return Built()
        todo = plan(_history(warehouse, files.values()), map(_version, files.values()))
        known_from = warehouse.run_sql("facts/next_moment")[0][0]
        _insert(warehouse, todo, known_from)
        fault_point("F8_facts_inserted", warehouse)
        _record(warehouse, files, todo)
        fault_point("F9_decided", warehouse)
        _refresh(warehouse, todo, known_from)
        _warn_of_nil_returns(warehouse, files, todo)
        fault_point("F10_before_commit", warehouse)
    fault_point("F11_after_commit", warehouse)
    return Built(todo.accepted, todo.unchanged)


def _history(warehouse: Warehouse, files) -> list[Version]:
    rows = warehouse.run_sql("facts/history", subjects=sorted({file.subject for file in files}))
    return [
        Version(row.submission_id, row.arrival, row.subject, frozenset(row.scope), row.content_hash, row.in_force)
        for row in rows
    ]


def _version(file) -> Version:
    return Version(file.file_id, file.arrival, file.subject, frozenset(file.scope), file.content_hash)


def _insert(warehouse: Warehouse, todo: Plan, known_from) -> None:
    warehouse.run_sql("facts/insert_submissions", files=todo.accepted, known_from=known_from)
    superseded, superseding = [pair[0] for pair in todo.superseded], [pair[1] for pair in todo.superseded]
    warehouse.run_sql("facts/insert_supersessions", superseded=superseded, superseding=superseding, at=known_from)
    warehouse.run_sql("facts/insert_facts", files=todo.accepted, known_from=known_from)


def _record(warehouse: Warehouse, files: dict, todo: Plan) -> None:
    """Status, receipts, journal; then the staged rows have done their work."""
    digests = {row.submission_id: row for row in warehouse.run_sql("facts/digests", submissions=todo.accepted)}
    _require_every_row(files, todo, digests)
    warehouse.run_sql("facts/mark_files", files=todo.accepted, status="accepted")
    warehouse.run_sql("facts/mark_files", files=todo.unchanged, status="unchanged")
    _warn_of_narrower_versions(warehouse, todo)
    ledger.answer(warehouse, _answers(warehouse, files, todo))
    ledger.explain_duplicates(warehouse, file_ids=list(files))
    journal.append(warehouse, _events(warehouse, todo, digests))
    ledger.journal_verdicts(warehouse, list(files))
    warehouse.run_sql("staging/drop_rows", files=list(files))


def _refresh(warehouse: Warehouse, todo: Plan, known_from) -> None:
    """The tables' lines that the new submissions speak of, or that the replaced ones spoke of."""
    submissions = [*todo.accepted, *(earlier for earlier, _ in todo.superseded)]
    keys = warehouse.run_sql("facts/keys_of", submissions=submissions)
    if keys:
        mart.refresh(warehouse, touched=[tuple(key) for key in keys], since=known_from)


def _require_every_row(files: dict, todo: Plan, digests: dict) -> None:
    for file_id in todo.accepted:
        inserted = digests[file_id].row_count if file_id in digests else 0
        if inserted != files[file_id].rows_loaded:
            raise RuntimeError(f"file {file_id}: {inserted} facts from {files[file_id].rows_loaded} staged rows")


def _warn_of_narrower_versions(warehouse: Warehouse, todo: Plan) -> None:
    """A correction that leaves out lines of the version it replaces may have lost them: a person should look."""
    earlier = [pair[0] for pair in todo.narrower]
    references = {row.file_id: row.reference for row in warehouse.run_sql("staging/references", files=earlier)}
    for before, after in todo.narrower:
        _tell(warehouse, after, finding("submission.narrower", value=references[before]))


def _warn_of_nil_returns(warehouse: Warehouse, files: dict, todo: Plan) -> None:
    """A unit that holds money owes figures: its nil return stands, and a person should look."""
    empty = [file_id for file_id in todo.accepted if not files[file_id].rows_loaded]
    for row in warehouse.run_sql("facts/money_behind_nil_returns", files=empty) if empty else ():
        _tell(warehouse, row.file_id, finding("submission.nil_with_money", value=vnd(row.available_vnd)))


def _tell(warehouse: Warehouse, file_id: int, found: Finding) -> None:
    warehouse.run_sql("facts/add_finding", file_id=file_id, rule=found.rule, severity=str(found.severity),
                      value=found.value, message=found.message)  # fmt: skip


def _answers(warehouse: Warehouse, files: dict, todo: Plan) -> list[dict]:
    replaced = defaultdict(list)
    earlier = [pair[0] for pair in todo.superseded]
    references = {row.file_id: row.reference for row in warehouse.run_sql("staging/references", files=earlier)}
    for before, after in todo.superseded:
        replaced[after].append(references[before])
    return [
        _answer(file_id, "accepted", receipts.accepted(files[file_id].rows_loaded, replaced[file_id]), files)
        for file_id in todo.accepted
    ] + [_answer(file_id, "unchanged", receipts.unchanged(), files) for file_id in todo.unchanged]


def _answer(file_id: int, status: str, message: str, files: dict) -> dict:
    rows = files[file_id].rows_loaded if status == "accepted" else 0
    return {"file_id": file_id, "status": status, "message": message, "rows_loaded": rows}


def _events(warehouse: Warehouse, todo: Plan, digests: dict) -> list[journal.Event]:
    loads = warehouse.run_sql("audit/submission_contents", ids=todo.accepted)
    pairs = warehouse.run_sql("audit/supersession_contents", ids=[earlier for earlier, _ in todo.superseded])
    return [
        *(
            journal.Event("load", row.subject, _load_payload(row.content, digests.get(row.submission_id)))
            for row in loads
        ),
        *(journal.Event("supersession", row.subject, row.content) for row in pairs),
    ]


def _load_payload(submission: dict, digest) -> dict:
    facts = {"rows": digest.row_count, "facts_sha256": digest.sha256} if digest else {"rows": 0, "facts_sha256": None}
    return {"submission": submission} | facts


def _hold(warehouse: Warehouse, file_id: int, reason: str) -> list[int]:
    """A file that the warehouse refuses waits for a person; the others go on."""
    with warehouse.transaction():
        journal.lock(warehouse)
        if not warehouse.run_sql("facts/lock_staged", only=[file_id]):
            return []
        warehouse.run_sql("facts/mark_files", files=[file_id], status="held")
        warehouse.run_sql("staging/drop_rows", files=[file_id])
        warehouse.run_sql("facts/add_finding", file_id=file_id, rule="load.failed", severity="error", value=reason,
                          message=receipts.unloadable())  # fmt: skip
        ledger.answer(warehouse, [_answer(file_id, "held", receipts.unloadable(), {})])
        ledger.journal_verdicts(warehouse, [file_id])
        return [file_id]
