"""include/reference/*.csv -> the tables of schema ref, when their content changed.

A file's table has the file's name (or its singular), its columns have the columns' names; an empty cell is NULL.
Files without a table (aliases, words) are read by the reader only.
"""

from __future__ import annotations

import csv
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fundflow import journal

if TYPE_CHECKING:
    from fundflow.warehouse import Warehouse

TABLES = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'ref' AND table_type = 'BASE TABLE'"
RECORD = """
INSERT INTO audit.reference_load (table_name, sha256, row_count) VALUES (%(table)s, %(sha256)s, %(rows)s)
ON CONFLICT (table_name) DO UPDATE
SET sha256 = EXCLUDED.sha256, row_count = EXCLUDED.row_count, loaded_at = now()
"""


@dataclass(frozen=True, slots=True)
class Source:
    table: str
    sha256: str
    columns: list[str]
    rows: list[list[str | None]]


def load_reference(warehouse: Warehouse) -> list[str]:
    """Loads what changed, each table whole, in one transaction: the tables that were loaded."""
    if not _changed(warehouse):
        return []
    with warehouse.transaction():
        journal.lock(warehouse)  # two that start at once: the second finds nothing left to do
        changed = _changed(warehouse)  # as the files are now: they may be newer than what we saw before we waited
        for source in changed:
            _load(warehouse, source)
        journal.append(warehouse, [journal.Event("reference", source.table, _payload(source)) for source in changed])
        return [source.table for source in changed]


def _sources(warehouse: Warehouse) -> list[Source]:
    tables = {row.table_name for row in warehouse.query(TABLES)}
    sources = []
    for path in sorted(warehouse.settings.reference.glob("*.csv")):
        table = next((name for name in (path.stem, path.stem.removesuffix("s")) if name in tables), None)
        if table:
            sources.append(_read(path, table))
    return sources


def _read(path: Path, table: str) -> Source:
    content = path.read_bytes()
    header, *rows = csv.reader(content.decode("utf-8-sig").splitlines())
    cells = [[cell.strip() or None for cell in row] for row in rows if any(row)]
    return Source(table, hashlib.sha256(content).hexdigest(), header, cells)


def _changed(warehouse: Warehouse) -> list[Source]:
    loaded = {row.table_name: row.sha256 for row in warehouse.query("SELECT * FROM audit.reference_load")}
    return [source for source in _sources(warehouse) if loaded.get(source.table) != source.sha256]


def _load(warehouse: Warehouse, source: Source) -> None:
    warehouse.query(f"DELETE FROM ref.{source.table}")  # noqa: S608 - a name from the database's own catalogue
    warehouse.copy_text_rows(f"ref.{source.table}", source.columns, source.rows)
    warehouse.query(RECORD, table=source.table, sha256=source.sha256, rows=len(source.rows))


def _payload(source: Source) -> dict:
    return {"sha256": source.sha256, "rows": len(source.rows)}
