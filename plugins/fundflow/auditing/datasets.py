"""The warehouse's data as files: facts, status and history as Parquet or CSV, each with a page of its own about itself.

A dataset is include/sql/datasets/<name>.sql. Beside <name>.parquet lies <name>.json: the day and the moment it speaks
of, the journal's head, its rows, its hash and what its columns mean.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from fundflow.auditing import dictionary, snapshot
from fundflow.auditing.files import whole, write_csv, write_parquet
from fundflow.digests import sha256_of
from fundflow.exceptions import WrongUse

if TYPE_CHECKING:
    from fundflow.auditing.snapshot import Snapshot
    from fundflow.settings import Settings
    from fundflow.warehouse import Warehouse

NAMES = ("facts", "status", "history")
FORMATS = ("parquet", "csv")
DECIMALS = "SELECT GREATEST(2, max(scale(trim_scale(amount)))) FROM core.fact"  # rates have two
ESCAPED = "A text that begins with = + - @ or a control character is preceded by an apostrophe."


def export(
    settings: Settings, name: str, form: str, folder: Path, on_day: date | None = None, known_at: datetime | None = None
) -> dict:
    """Writes <folder>/<name>.<form> and <name>.json: what the latter says. Raises WrongUse."""
    from fundflow.migrations import open_warehouse

    if name not in NAMES or form not in FORMATS:
        raise WrongUse(
            f"Không xuất được “{name}” dạng “{form}”. Hãy chọn {', '.join(NAMES)} với --format {', '.join(FORMATS)}. / "
            f"“{name}” cannot be written as “{form}”: choose one of these datasets and formats."
        )
    with open_warehouse(settings) as warehouse, snapshot.taken(warehouse, on_day, known_at) as moment:
        return write(warehouse, moment, name, form, folder)


def write(warehouse: Warehouse, moment: Snapshot, name: str, form: str, folder: Path) -> dict:
    """One dataset and its page."""
    path = folder / f"{name}.{form}"
    decimals = warehouse.value(DECIMALS)
    with whole(path) as half, warehouse.stream(f"datasets/{name}", **moment.binds) as (types, pages):
        if form == "parquet":
            rows = write_parquet(half, types, pages, _metadata(moment), decimals)
        else:
            rows = _write_csv(half, types, pages)
    about = {
        "dataset": name, "file": path.name, "rows": rows, "bytes": path.stat().st_size, "sha256": sha256_of(path),
        **moment.as_json(), "columns": _columns(warehouse, types),
    }  # fmt: skip
    if form == "csv":
        about["escaped"] = ESCAPED
    with whole(folder / f"{name}.json") as half:
        half.write_text(json.dumps(about, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return about


def _metadata(moment: Snapshot) -> dict[str, str]:
    return {f"fundflow.{name}": str(value) for name, value in moment.as_json().items() if value is not None}


def _write_csv(path: Path, types: dict[str, str], pages: Iterator[Sequence]) -> int:
    with path.open("w", encoding="utf-8-sig", newline="") as stream:  # the mark tells Excel that it is UTF-8
        return write_csv(stream, list(types), chain.from_iterable(pages))


def _columns(warehouse: Warehouse, types: dict[str, str]) -> list[dict]:
    meanings = dictionary.meanings(warehouse)
    return [{"name": name, "type": kind} | meanings.get(name, {}) for name, kind in types.items()]
