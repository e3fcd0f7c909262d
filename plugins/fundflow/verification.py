"""Proof that nobody rewrote history and nothing got lost: what `fundflow verify` and the nightly run recompute.

1. The journal's chain (journal.py), and that it still holds a head that was given out.
2. The invariants of include/sql/audit/invariants/: what is stored is what the journal says was stored.
3. The facts of every load against their hash in the journal.
4. Every original in the archive against its sha256.
5. A sample of loads read again from their originals, and of the tables' lines derived again from the facts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fundflow import journal
from fundflow.loading.archive import path_of

if TYPE_CHECKING:
    from fundflow.warehouse import Warehouse

LOADS_PER_STATEMENT = 500
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not as it was. `check`: which proof failed; `subject`: entry, receipt, file or load."""

    check: str
    subject: str
    vi: str
    en: str

    def __str__(self) -> str:
        return f"{self.check} {self.subject}: {self.vi} / {self.en}"


def verify(warehouse: Warehouse, known_head: str | None = None) -> Iterator[Problem]:
    """Every problem there is, the journal's first."""
    yield from chain(warehouse, known_head)
    yield from invariants(warehouse)
    yield from facts(warehouse)
    yield from originals(warehouse)


def chain(warehouse: Warehouse, known_head: str | None = None) -> Iterator[Problem]:
    """The first broken entry of the journal."""
    if broken := journal.verify(warehouse, known_head):
        yield Problem("journal", str(broken.entry_id), broken.reason_vi, broken.reason_en)


def invariants(warehouse: Warehouse) -> Iterator[Problem]:
    """What is stored, against what the journal says."""
    for path in sorted((warehouse.settings.sql / "audit" / "invariants").glob("*.sql")):
        for row in warehouse.run_sql(f"audit/invariants/{path.stem}"):
            yield Problem(path.stem, row.subject, row.fault_vi, row.fault_en)


def facts(warehouse: Warehouse) -> Iterator[Problem]:
    """The facts of every load, against their hash in the journal."""
    after = 0
    while page := warehouse.run_sql("audit/journalled_digests", after=after, page=LOADS_PER_STATEMENT):
        after = page[-1].submission_id
        rows = warehouse.run_sql("facts/digests", submissions=[row.submission_id for row in page])
        stored = {row.submission_id: row.sha256 for row in rows}
        for row in page:
            if stored.get(row.submission_id) != row.sha256:
                yield Problem("facts", str(row.submission_id), "số liệu đã bị sửa", "its facts were changed")


def originals(warehouse: Warehouse) -> Iterator[Problem]:
    """The archive, against its names and the ledger."""
    for row in warehouse.query("SELECT DISTINCT sha256 FROM quality.file ORDER BY sha256"):
        original = path_of(warehouse.settings.archive, row.sha256)
        if not original.is_file():
            yield Problem("archive", row.sha256, "thiếu tệp gốc", "the original is missing")
        elif _sha256(original) != row.sha256:
            yield Problem("archive", row.sha256, "tệp gốc đã bị sửa", "the original was changed")


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
