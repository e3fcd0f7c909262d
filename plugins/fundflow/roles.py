"""Who may do what in the warehouse: include/roles/matrix.csv and own_rows.csv, applied after every migration.

owner     migrations; nobody works as owner
loader    ingest, build, alerts: adds facts, never changes them
desk      pages and exports: reads
auditor   reads everything, also history and what was rejected
unit_reader  a unit's own rows, by row-level security

A login is made by `SELECT audit.add_login('name', 'auditor')`, for a unit's reader with its units.
"""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fundflow.warehouse import Warehouse

MAY_CREATE_ROLES = "SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user"
STATE = f"""
SELECT version, has_database_privilege('public', current_database(), 'TEMPORARY'), ({MAY_CREATE_ROLES})
FROM audit.roles_applied
"""  # noqa: S608 - made of constants
STEPS = (
    "SELECT audit.create_roles()",
    "SELECT audit.close_to_public()",
    "SELECT audit.apply_matrix(%(matrix)s::jsonb)",
    "SELECT audit.apply_own_rows(%(own_rows)s::jsonb)",
    "UPDATE audit.roles_applied SET version = %(version)s",
)


def apply_roles(warehouse: Warehouse) -> None:
    """Makes the grants what the files say. A login that may not make roles leaves them to the administrator."""
    matrix, own_rows = _stated(warehouse)
    steps = STEPS if warehouse.value(MAY_CREATE_ROLES) else STEPS[-1:]
    for step in steps:
        warehouse.query(step, matrix=matrix, own_rows=own_rows, version=_version(matrix, own_rows))


def are_applied(warehouse: Warehouse) -> bool:
    """False where the files have changed since, or the database is a copy: copies are open to PUBLIC again."""
    version, is_open, may_close = warehouse.query(STATE)[0]
    return version == _version(*_stated(warehouse)) and not (is_open and may_close)


def _stated(warehouse: Warehouse) -> list[str]:
    folder = warehouse.settings.include / "roles"
    return [_read(folder / name) for name in ("matrix.csv", "own_rows.csv")]


def _version(*stated: str) -> str:
    return hashlib.sha256("".join(stated).encode()).hexdigest()


def _read(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as lines:
        return json.dumps(list(csv.DictReader(lines)), ensure_ascii=False)
