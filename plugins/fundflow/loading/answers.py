"""The answer to every drop, in the sender's outbox: a short text, and for a rejected file their own workbook with the
faults marked. The rejected file itself lies in quarantine with its findings.

File names are made of the receipt's reference only: what senders call their files never becomes a path.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections import defaultdict, deque
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fundflow.findings import Finding, Severity
from fundflow.loading.archive import path_of
from fundflow.loading.sweep import WORKBOOKS
from fundflow.records import Reading
from fundflow.reports.receipt import receipt_text

if TYPE_CHECKING:
    from fundflow.settings import Settings
    from fundflow.warehouse import Warehouse

AT_ONCE = 200
FOLDER_NAME = re.compile(r"[0-9A-Za-z]+(\.[0-9A-Za-z]+)*")


@dataclass(frozen=True, slots=True)
class Marking:
    """A rejected workbook whose faults are to be marked: its copy in quarantine, what was found, where to put it."""

    original: Path
    reading: Reading
    outbox: Path


def write_answers(warehouse: Warehouse) -> int:
    """Answers every receipt whose verdict is known: how many. A crash in between answers the same again, no more."""
    answered = 0
    while count := _answer_some(warehouse):
        answered += count
    return answered


def _answer_some(warehouse: Warehouse) -> int:
    with warehouse.transaction():
        receipts = warehouse.run_sql("staging/unanswered", most=AT_ONCE)
        judged = [receipt.file_id for receipt in receipts if receipt.status not in ("duplicate", "refused")]
        findings = findings_of(warehouse, judged)
        answered = [_answer(warehouse.settings, receipt, findings[receipt.file_id]) for receipt in receipts]
        _mark_all(warehouse.settings, [marking for marking in answered if marking])
        warehouse.query(
            "UPDATE quality.receipt SET answered_at = clock_timestamp() WHERE receipt_id = ANY (%(receipts)s)",
            receipts=[receipt.receipt_id for receipt in receipts],
        )
    return len(receipts)


def _mark_all(settings: Settings, markings: list[Marking]) -> None:
    """A workbook that its child dies of stays unmarked: the text says what is wrong with it."""
    from fundflow.reader.pool import read_in_children

    if markings:
        deque(read_in_children(markings, mark, workers=settings.workers, path_of=lambda one: one.original), maxlen=0)


def findings_of(warehouse: Warehouse, file_ids: list[int]) -> dict[int, list[Finding]]:
    """The stored findings of these files."""
    found: dict[int, list[Finding]] = defaultdict(list)
    for row in warehouse.run_sql("staging/findings_of", files=file_ids):
        difference = None if row.difference_vnd is None else format(row.difference_vnd, "f")
        found[row.file_id].append(
            Finding(row.rule, Severity(row.severity), row.message, row.sheet, row.cell, row.value, row.expected,
                    difference, row.rule_version)
        )  # fmt: skip
    return found


def _answer(settings: Settings, receipt, findings: list[Finding]) -> Marking | None:
    """Writes the text; for a rejected file answers what is still to be marked for its sender."""
    outbox = settings.outbox / _folder(receipt.folder_unit_code)
    outbox.mkdir(parents=True, exist_ok=True)
    (outbox / f"{receipt.reference}.txt").write_text(receipt_text(receipt, findings), encoding="utf-8")
    if receipt.status != "rejected":
        return None
    quarantined = _quarantine(settings, receipt, findings)
    return Marking(quarantined, Reading(receipt.original_name, receipt.sha256, findings=findings), outbox)


def _quarantine(settings: Settings, receipt, findings: list[Finding]) -> Path:
    """The original and what was found, for whoever looks into it."""
    suffix = Path(receipt.original_name).suffix.lower()
    settings.quarantine.mkdir(parents=True, exist_ok=True)
    copy = settings.quarantine / (receipt.reference + (suffix if suffix in WORKBOOKS else ""))
    shutil.copyfile(path_of(settings.archive, receipt.sha256), copy)
    listed = [finding.as_json() for finding in findings]
    text = json.dumps(listed, ensure_ascii=False, indent=1)
    copy.with_name(f"{receipt.reference}.findings.json").write_text(text, encoding="utf-8")
    return copy


def mark(marking: Marking) -> None:
    """Runs in a child, for the workbook is a stranger's: the marked copy, put into the outbox when it is whole."""
    from fundflow.reports.annotate import annotate

    with tempfile.TemporaryDirectory(dir=marking.outbox, prefix=".") as aside:
        marked = annotate(marking.original, marking.reading, Path(aside))
        marked.replace(marking.outbox / marked.name)


def _folder(unit: str | None) -> str:
    return unit if unit and FOLDER_NAME.fullmatch(unit) else "khac"
