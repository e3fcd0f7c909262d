"""The answer to every drop, in the sender's outbox: a short text, and for a rejected file their own workbook with the
faults marked. The rejected file itself lies in quarantine with its findings.

File names are made of the receipt's reference only: what senders call their files never becomes a path.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from fundflow.findings import Finding, Severity
from fundflow.loading.archive import path_of
from fundflow.loading.sweep import WORKBOOKS
from fundflow.records import Reading
from fundflow.reports.receipt import receipt_text

if TYPE_CHECKING:
    from fundflow.warehouse import Warehouse

AT_ONCE = 200
FOLDER_NAME = re.compile(r"[0-9A-Za-z]+(\.[0-9A-Za-z]+)*")


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
        for receipt in receipts:
            _answer(warehouse, receipt, findings[receipt.file_id])
        warehouse.query(
            "UPDATE quality.receipt SET answered_at = clock_timestamp() WHERE receipt_id = ANY (%(receipts)s)",
            receipts=[receipt.receipt_id for receipt in receipts],
        )
    return len(receipts)


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


def _answer(warehouse: Warehouse, receipt, findings: list[Finding]) -> None:
    outbox = warehouse.settings.outbox / _folder(receipt.folder_unit_code)
    outbox.mkdir(parents=True, exist_ok=True)
    (outbox / f"{receipt.reference}.txt").write_text(receipt_text(receipt, findings), encoding="utf-8")
    if receipt.status == "rejected":
        _give_back(warehouse, receipt, findings, outbox)


def _give_back(warehouse: Warehouse, receipt, findings: list[Finding], outbox: Path) -> None:
    """The marked copy for the sender; the original and what was found for whoever looks into the quarantine."""
    from fundflow.reports.annotate import annotate

    suffix = Path(receipt.original_name).suffix.lower()
    quarantined = warehouse.settings.quarantine / (receipt.reference + (suffix if suffix in WORKBOOKS else ""))
    quarantined.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path_of(warehouse.settings.archive, receipt.sha256), quarantined)
    listed = [finding.as_json() for finding in findings]
    quarantined.with_name(f"{receipt.reference}.findings.json").write_text(
        json.dumps(listed, ensure_ascii=False, indent=1), encoding="utf-8"
    )
    with tempfile.TemporaryDirectory(dir=outbox.parent) as aside:
        reading = Reading(file=receipt.original_name, sha256=receipt.sha256, findings=findings)
        marked = annotate(quarantined, reading, Path(aside))
        marked.replace(outbox / marked.name)


def _folder(unit: str | None) -> str:
    return unit if unit and FOLDER_NAME.fullmatch(unit) else "khac"
