"""The journal: who did what and when, as a hash chain that shows every later change.

Each entry's hash covers the entry and the hash before it, so that a changed, missing, added or swapped entry breaks
the chain from there on. A superuser could rewrite the whole chain; the head that mails and workbooks carried out of
the house would not fit any more (`verify(head=…)`).

Payloads hold text, whole numbers, booleans, lists and dicts only: what jsonb gives back exactly as it was given.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fundflow.warehouse import Warehouse

COLUMNS = ("entry_id", "at", "kind", "subject", "payload", "payload_sha256", "prev_hash", "hash")
GENESIS = "0" * 64
PAGE = 20_000  # entries held in memory while verifying


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, to be written into the journal."""

    kind: str
    subject: str
    payload: dict


@dataclass(frozen=True, slots=True)
class Break:
    """The first entry that is not as it was written, and why."""

    entry_id: int
    reason_vi: str
    reason_en: str


def lock(warehouse: Warehouse) -> tuple[int, str]:
    """Takes the chain's head until the transaction ends: its last entry's number and hash.

    Who changes what the journal speaks of locks it first, so that the journal's order is the order of commits.
    """
    [head] = warehouse.query("SELECT entry_id, hash FROM audit.chain_head FOR UPDATE")
    return head.entry_id, head.hash


def append(warehouse: Warehouse, events: Sequence[Event]) -> str:
    """Writes events in their order, in the transaction that is open: the new head's hash."""
    entry_id, head = lock(warehouse)
    if not events:
        return head
    at = warehouse.value("SELECT clock_timestamp()")
    entries = []
    for event in events:
        entry_id += 1
        payload_sha256 = sha256(canonical(event.payload))
        entry_hash = chain_hash(entry_id, at, event.kind, event.subject, payload_sha256, head)
        entries.append((entry_id, at, event.kind, event.subject, event.payload, payload_sha256, head, entry_hash))
        head = entry_hash
    warehouse.copy_rows("audit.journal", COLUMNS, entries)
    warehouse.query(
        "UPDATE audit.chain_head SET entry_id = %(entry_id)s, hash = %(hash)s", entry_id=entry_id, hash=head
    )
    return head


def head(warehouse: Warehouse) -> tuple[int, str]:
    """The last entry's number and hash: what mails and exports carry out of the house."""
    [row] = warehouse.query("SELECT entry_id, hash FROM audit.chain_head")
    return row.entry_id, row.hash


def verify(warehouse: Warehouse, known_head: str | None = None) -> Break | None:
    """Recomputes the whole chain, whatever is written meanwhile: the first broken entry, None if there is none.

    `known_head` is a head that left the house earlier: the chain must still hold it.
    """
    previous, expected_id, seen_head = GENESIS, 1, known_head in (None, GENESIS)
    tail, entries = _head_and_page(warehouse, after=-(2**62))
    while entries:
        for entry in entries:
            if fault := _fault(entry, expected_id, previous):
                return Break(entry.entry_id, *fault)
            previous, expected_id = entry.hash, expected_id + 1
            seen_head = seen_head or entry.hash == known_head
        tail, entries = _head_and_page(warehouse, after=entries[-1].entry_id)
    if tail != (expected_id - 1, previous):
        return Break(expected_id, "phần cuối nhật ký bị cắt hoặc thêm", "the journal's tail was cut or added to")
    if not seen_head:
        return Break(expected_id - 1, "nhật ký không còn mã đã gửi đi", "the journal does not hold the head given out")
    return None


def _fault(entry, expected_id: int, previous: str) -> tuple[str, str] | None:
    if entry.entry_id != expected_id:
        return f"thiếu mục {expected_id}", f"entry {expected_id} is missing"
    if entry.prev_hash != previous:
        return "không nối với mục trước", "does not follow the entry before"
    if sha256(canonical(entry.payload)) != entry.payload_sha256:
        return "nội dung đã bị sửa", "its payload was changed"
    if chain_hash(entry.entry_id, entry.at, entry.kind, entry.subject, entry.payload_sha256, previous) != entry.hash:
        return "thời điểm, loại hoặc đối tượng đã bị sửa", "its time, kind or subject was changed"
    return None


def _head_and_page(warehouse: Warehouse, after: int) -> tuple[tuple[int, str], Sequence]:
    """The head, then the next entries: where there are none, the head is that of the entry before."""
    return head(warehouse), warehouse.run_sql("audit/journal_page", after=after, page=PAGE)


def canonical(payload: dict) -> bytes:
    """One way to write a payload, whatever the order of its keys was."""
    return json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def chain_hash(entry_id: int, at: datetime, kind: str, subject: str, payload_sha256: str, prev_hash: str) -> str:
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    return sha256(canonical({"entry": [entry_id, moment, kind, subject, payload_sha256, prev_hash]}))


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
