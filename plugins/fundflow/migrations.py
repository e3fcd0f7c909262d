"""Schema, roles and reference data, brought up to date.

include/sql/schema/NNN_name.sql: each is applied once, in its number's order, in one transaction with its record in
audit.migration. A migration that was changed or removed after it was applied, or one that is numbered below the last
applied one, is refused: the warehouse would no longer be what its files say. Several processes may call at once, also
while loaders work: who changes tables gives way to who uses them.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from fundflow import __version__, mart, roles
from fundflow.exceptions import MigrationRefused, WarehouseBusy
from fundflow.loading.reference import load_reference
from fundflow.settings import Settings
from fundflow.warehouse import DATABASE_ERRORS, LOCK_ERRORS, Warehouse

# The record must exist before the first migration; two first starts at once would both create it.
LOCK_KEY = int.from_bytes(b"fundflow", "big", signed=True)
# A loader's transaction waits for another connection of its own now and then: the server cannot see who waits for whom
# then, and would never end a circle that a change of tables closes. So that change ends it: it is undone, and tried again.
# It waits for less than the server's deadlock_timeout (1 s), which might end the loader of a circle that it does see.
GIVE_WAY = "SET LOCAL lock_timeout = '500ms'"
PAUSE_SECONDS = 1.0
PATIENCE_SECONDS = 900
RECORD = """
CREATE SCHEMA IF NOT EXISTS audit;
CREATE TABLE IF NOT EXISTS audit.migration (
    number int PRIMARY KEY, name text NOT NULL, sha256 text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now(), code_version text NOT NULL
);
"""


@dataclass(frozen=True, slots=True)
class Migration:
    number: int
    name: str
    sha256: str
    script: str


@contextmanager
def open_warehouse(settings: Settings, role: str | None = None) -> Iterator[Warehouse]:
    """The warehouse, brought up to date by its owner, with the rights of the role (the owner's by default)."""
    with Warehouse(settings) as warehouse:
        migrate(warehouse)
    with Warehouse(settings, role=role) as warehouse:
        yield warehouse


def migrate(warehouse: Warehouse) -> list[str]:
    """Applies what is missing, then loads changed reference data: the names of the migrations applied now.

    Raises MigrationRefused, and WarehouseBusy where others do not let go of a table for a quarter of an hour.
    """
    applied = [] if _is_current(warehouse) else _bring_up_to_date(warehouse)
    with warehouse.transaction():
        if load_reference(warehouse):
            mart.refresh(warehouse)  # deadlines and thresholds are reference data
    return applied


def read_migrations(folder: Path) -> list[Migration]:
    """Every NNN_name.sql of the folder, by number. Raises MigrationRefused where two share a number."""
    migrations = [_read(path) for path in sorted(folder.glob("[0-9][0-9][0-9]_*.sql"))]
    for first, second in pairwise(migrations):
        if first.number == second.number:
            raise _refusal(second.name, f"trùng số với {first.name}", f"shares its number with {first.name}")
    return migrations


def pending(files: list[Migration], records: dict[int, str]) -> list[Migration]:
    """What is still to apply, given the checksums of what was. Raises MigrationRefused."""
    known = {migration.number: migration for migration in files}
    for number, sha256 in records.items():
        if number not in known:
            raise _refusal(f"{number:03}", "đã áp dụng nhưng không còn tệp", "was applied but its file is gone")
        if known[number].sha256 != sha256:
            raise _refusal(known[number].name, "đã bị sửa sau khi áp dụng", "was changed after it was applied")
    missing = [migration for migration in files if migration.number not in records]
    for migration in missing:
        if migration.number < max(records, default=0):
            raise _refusal(migration.name, "bị bỏ sót trước bản mới hơn", "was skipped before a newer one")
    return missing


def _read(path: Path) -> Migration:
    script = path.read_text(encoding="utf-8")
    return Migration(int(path.name[:3]), path.stem, hashlib.sha256(script.encode()).hexdigest(), script)


def _bring_up_to_date(warehouse: Warehouse) -> list[str]:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return _apply_what_is_missing(warehouse)
        except WarehouseBusy:
            if time.monotonic() > deadline:
                raise
            time.sleep(PAUSE_SECONDS)


def _apply_what_is_missing(warehouse: Warehouse) -> list[str]:
    """All or nothing. Raises WarehouseBusy."""
    with warehouse.transaction():
        _take_turn(warehouse)
        if _is_current(warehouse):  # whoever had the turn before us has done it
            return []
        warehouse.query(GIVE_WAY)
        warehouse.run_script(RECORD)
        applied = [_apply(warehouse, migration) for migration in _pending(warehouse)]
        roles.apply_roles(warehouse)
        return applied


def _take_turn(warehouse: Warehouse) -> None:
    warehouse.query("SELECT pg_advisory_xact_lock(%(key)s)", key=LOCK_KEY)


def _is_current(warehouse: Warehouse) -> bool:
    if warehouse.value("SELECT to_regclass('audit.migration')") is None:
        return False
    return not _pending(warehouse) and roles.are_applied(warehouse)


def _pending(warehouse: Warehouse) -> list[Migration]:
    """The records first: an upgrade puts its files into place before it applies them, perhaps just now."""
    records = {row.number: row.sha256 for row in warehouse.query("SELECT number, sha256 FROM audit.migration")}
    return pending(read_migrations(warehouse.settings.sql / "schema"), records)


def _apply(warehouse: Warehouse, migration: Migration) -> str:
    try:
        warehouse.run_script(migration.script)
    except LOCK_ERRORS:
        raise
    except DATABASE_ERRORS as error:
        raise _refusal(
            migration.name, f"thất bại và đã được hoàn tác: {error}", f"failed and was undone: {error}"
        ) from None
    warehouse.query(
        "INSERT INTO audit.migration (number, name, sha256, code_version)"
        " VALUES (%(number)s, %(name)s, %(sha256)s, %(version)s)",
        number=migration.number,
        name=migration.name,
        sha256=migration.sha256,
        version=__version__,
    )
    return migration.name


def _refusal(name: str, vi: str, en: str) -> MigrationRefused:
    return MigrationRefused(
        f"Bản nâng cấp {name} {vi}. Hãy khôi phục đúng các tệp include/sql/schema của phiên bản đã cài. / "
        f"Migration {name} {en}. Restore include/sql/schema as it was installed."
    )
