"""The ledger decides, not events and not folders: one row per content, one receipt per drop, who works on what.

Whoever writes receipts or verdicts holds the journal's head, so that all of it happens in one order. A loader holds
the rows of the files it works on (FOR NO KEY UPDATE SKIP LOCKED) until its transaction ends: if it dies, they are
free again at once.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from fundflow import journal
from fundflow.loading import receipts
from fundflow.loading.archive import Kept

if TYPE_CHECKING:
    from fundflow.warehouse import Warehouse


def seen_places(warehouse: Warehouse) -> dict[bytes, tuple[int, int]]:
    """What the inbox looked like at the last sweep: place -> size, time of change in ns."""
    rows = warehouse.query("SELECT path, size_bytes, modified_ns FROM quality.inbox")
    return {bytes(row.path): (row.size_bytes, row.modified_ns) for row in rows}


def receive(warehouse: Warehouse, kept: Sequence[Kept], rulebook: str) -> list[int]:
    """Enters drops whose bytes are archived: the numbers of their receipts. One small transaction."""
    if not kept:
        return []
    with warehouse.transaction():
        journal.lock(warehouse)
        taken = _not_taken_by_another(warehouse, kept)
        drops = json.dumps([_drop(ordinal, one) for ordinal, one in enumerate(taken)])
        warehouse.run_sql("staging/receive_files", drops=drops)
        warehouse.run_sql("staging/judge_again", drops=drops, rulebook=rulebook, today=warehouse.settings.today)
        written = warehouse.run_sql("staging/insert_receipts", drops=drops)
        _journal_receipts(warehouse, [row.receipt_id for row in written])
        duplicates = [row.receipt_id for row in written if row.status == "duplicate"]
        split_files(warehouse, receipt_ids=duplicates)
        explain_duplicates(warehouse, receipt_ids=duplicates)
        return [row.receipt_id for row in written]


def split_files(warehouse: Warehouse, receipt_ids: Sequence[int] = (), file_ids: Sequence[int] = ()) -> None:
    """Makes files of those duplicates (among the receipts, or of the files just decided) that may mean something else:
    the same bytes under another name or in another folder, where they were rejected or say nothing by themselves.
    """
    warehouse.run_sql("staging/split_files", receipts=list(receipt_ids), files=list(file_ids))


def answer(warehouse: Warehouse, answers: Iterable[dict]) -> None:
    """Gives waiting receipts their verdict: dicts of file_id, status, message, rows_loaded, sums."""
    warehouse.run_sql("staging/answer_receipts", answers=json.dumps(list(answers)))


def _not_taken_by_another(warehouse: Warehouse, kept: Sequence[Kept]) -> list[Kept]:
    """Without the places of the inbox that another sweep has entered meanwhile."""
    places = [
        {"path": one.drop.key.hex(), "size_bytes": one.drop.size, "modified_ns": one.drop.modified_ns}
        for one in kept
        if one.drop.key is not None
    ]
    ours = {row.path for row in warehouse.run_sql("staging/remember_inbox", places=json.dumps(places))}
    return [one for one in kept if one.drop.key is None or one.drop.key.hex() in ours]


def _drop(ordinal: int, kept: Kept) -> dict:
    return {
        "ordinal": ordinal,
        "sha256": kept.sha256,
        "told_by": "/".join(filter(None, (kept.drop.folder_unit, kept.drop.name))),
        "size_bytes": kept.size,
        "folder_unit": kept.drop.folder_unit,
        "name": kept.drop.name,
        "arrived_at": datetime.fromtimestamp(kept.drop.modified_ns / 1e9, UTC).isoformat(),
        "refusal": receipts.refused(kept.refusal) if kept.refusal else None,
    }


def explain_duplicates(warehouse: Warehouse, receipt_ids: Sequence[int] = (), file_ids: Sequence[int] = ()) -> None:
    """Tells those who sent bytes that came before (these receipts, or receipts of these files) what became of them."""
    facts = warehouse.run_sql("staging/duplicates", receipts=list(receipt_ids), files=list(file_ids))
    messages = [
        {"receipt_id": fact.receipt_id, "message": receipts.duplicate(fact.reference, fact.received_on, *fact[3:])}
        for fact in facts
    ]
    warehouse.run_sql("staging/explain_receipts", messages=json.dumps(messages))


def _journal_receipts(warehouse: Warehouse, receipt_ids: list[int]) -> None:
    contents = warehouse.run_sql("audit/receipt_contents", ids=receipt_ids)
    journal.append(warehouse, [journal.Event("receipt", row.subject, row.content) for row in contents])


def journal_verdicts(warehouse: Warehouse, file_ids: Sequence[int]) -> None:
    """Writes into the journal what became of these files, with everything that was found in them."""
    contents = warehouse.run_sql("audit/verdict_contents", ids=list(file_ids))
    journal.append(warehouse, [journal.Event("decision", row.subject, row.content) for row in contents])
