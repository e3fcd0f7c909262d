"""What becomes of each file of a batch: findings, status, receipt, journal, in the transaction that holds the files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from fundflow import __version__, journal
from fundflow.findings import Finding, Severity
from fundflow.loading import ledger, receipts
from fundflow.loading.staging import Examined

if TYPE_CHECKING:
    from fundflow.settings import Settings
    from fundflow.warehouse import Warehouse

FINDING_COLUMNS = ("file_id", "rule", "rule_version", "severity", "sheet", "cell", "value", "expected",
                   "difference_vnd", "message", "on_trial", "waived_by")  # fmt: skip


def decide(warehouse: Warehouse, batch_id: int, file_ids: list[int], examined: Sequence[Examined]) -> None:
    """Writes what becomes of each file: findings, status, receipt, journal."""
    by_file = {one.file_id: one for one in examined}
    outcomes = [by_file.get(file_id) or _unreadable(file_id) for file_id in file_ids]
    journal.lock(warehouse)
    _store_findings(warehouse, outcomes)
    verdicts = [_verdict(one, batch_id) for one in outcomes]
    warehouse.run_sql(
        "staging/store_verdicts",
        verdicts=json.dumps(verdicts),
        rulebook=rulebook(warehouse.settings),
        code_version=__version__,
        today=warehouse.settings.today,
    )
    rejected = [one for one in outcomes if one.rejected]
    warehouse.run_sql("staging/drop_rows", files=[one.file_id for one in rejected])
    ledger.answer(warehouse, [_answer(one, verdict["status"]) for one, verdict in zip(outcomes, verdicts, strict=True)])
    ledger.split_files(warehouse, file_ids=file_ids)
    ledger.explain_duplicates(warehouse, file_ids=file_ids)
    ledger.journal_verdicts(warehouse, file_ids)


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
