"""Proof that nobody rewrote history and nothing got lost: what `fundflow verify` and the nightly run recompute.

1. The journal's chain (journal.py), and that it still holds a head that was given out.
2. The invariants of include/sql/audit/invariants/: what is stored is what the journal says was stored.
3. The facts of every load against their hash in the journal.
4. Every original in the archive against its sha256.
5. A sample of loads read again from their originals, and of the tables' lines derived again from the facts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fundflow import journal, mart
from fundflow.digests import sha256_of
from fundflow.loading import examination
from fundflow.loading.archive import path_of
from fundflow.loading.staging import COLUMNS, Examined, Job

if TYPE_CHECKING:
    from fundflow.warehouse import Warehouse

COMPARED = ("component_code", "unit_code", "capital_type", "money_year_first", "money_year_last", "measure", "amount",
            "sheet", "cell")  # fmt: skip
LOADS_PER_STATEMENT = 500


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not as it was. `check`: which proof failed; `subject`: entry, receipt, file or load."""

    check: str
    subject: str
    vi: str
    en: str

    def __str__(self) -> str:
        return f"{self.check} {self.subject}: {self.vi} / {self.en}"


def verify(warehouse: Warehouse, known_head: str | None = None, sample: int = 0) -> Iterator[Problem]:
    """Every problem there is, the journal's first. `sample`: how many loads and lines are made again."""
    yield from chain(warehouse, known_head)
    yield from invariants(warehouse)
    yield from facts(warehouse)
    yield from originals(warehouse)
    yield from reread(warehouse, sample)
    yield from rederive(warehouse, sample)


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
        elif sha256_of(original) != row.sha256:
            yield Problem("archive", row.sha256, "tệp gốc đã bị sửa", "the original was changed")


def reread(warehouse: Warehouse, sample: int, examine_files: Callable = examination.examine_all) -> Iterator[Problem]:
    """A random sample of loads, read again from their originals by today's program.

    A difference need not be a crime: it may also say that the program reads differently now. Both must be known.
    """
    loads = warehouse.run_sql("audit/sample_of_loads", sample=sample) if sample else ()
    if not loads:
        return
    jobs = [
        Job(
            path_of(warehouse.settings.archive, load.sha256), load.file_id, 0, load.folder_unit_code, load.original_name
        )
        for load in loads
    ]
    rows = warehouse.run_sql("audit/facts_as_staged", submissions=[load.file_id for load in loads])
    stored = {row.submission_id: sorted(row.lines) for row in rows}
    with examination.children(warehouse.settings) as pool:
        for examined in examine_files(pool, jobs, lambda *progress: None):
            if figures_of(examined) != stored.get(examined.file_id, []):
                yield Problem("reread", str(examined.file_id), "đọc lại tệp gốc cho số liệu khác",
                              "its original reads differently")  # fmt: skip


def figures_of(examined: Examined) -> list[str]:
    """The rows that a child encoded, without what belongs to its batch."""
    lines = b"".join(examined.encoded).decode().splitlines()
    kept = [COLUMNS.index(name) for name in COMPARED]
    return sorted("\t".join(line.split("\t")[place] for place in kept) for line in lines)


def rederive(warehouse: Warehouse, sample: int) -> Iterator[Problem]:
    """A random sample of the tables' keys, derived again from the facts: nothing may change. Loads wait meanwhile."""
    keys = [tuple(key) for key in warehouse.run_sql("audit/sample_of_keys", sample=sample)]
    if not keys:
        return
    with warehouse.transaction(rollback=True):
        journal.lock(warehouse)
        before = warehouse.run_sql("audit/lines_in_words")
        mart.refresh(warehouse, touched=keys)
        after = warehouse.run_sql("audit/lines_in_words")
    if before != after:
        yield Problem("tables", "mart.line_version", "bảng không khớp với số liệu gốc",
                      "the tables do not follow from the facts")  # fmt: skip
