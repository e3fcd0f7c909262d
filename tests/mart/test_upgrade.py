"""A warehouse that was installed from a release is upgraded in place: filled, it shows the same afterwards.

released_migrations.csv lists what a release has installed somewhere. Such a file is never edited again; whoever releases
adds the new ones.
"""

from __future__ import annotations

import csv
import hashlib
import shutil
from pathlib import Path

import pytest
from mart_facts import Ledger, load_truth

from fundflow import mart
from fundflow.migrations import migrate, open_warehouse
from fundflow.settings import CHECKOUT
from fundflow.warehouse import Warehouse

with (Path(__file__).parent / "released_migrations.csv").open(encoding="utf-8") as stream:
    RELEASED = {row["migration"]: row["sha256"] for row in csv.DictReader(stream)}
TRUTH = CHECKOUT / "include/samples/ha_tinh_2023/truth.json"
SHOWN = ("mart.fund_status_history", "mart.carryover_unspent", "mart.slow_disbursement", "mart.coverage", "mart.ledger")


@pytest.mark.parametrize("name", RELEASED)
def test_a_released_migration_is_as_it_was_released(name):
    assert hashlib.sha256((CHECKOUT / "include/sql/schema" / name).read_bytes()).hexdigest() == RELEASED[name]


@pytest.fixture
def release(empty_database, tmp_path, monkeypatch):
    """Settings of a house that knows the released migrations only, and keeps the tables that they make."""
    root = tmp_path / "release"
    shutil.copytree(CHECKOUT / "include", root / "include")
    for file in (root / "include/sql/schema").glob("*.sql"):
        if file.name not in RELEASED:
            file.unlink()
    schema = "".join(file.read_text("utf-8") for file in (root / "include/sql/schema").glob("*.sql"))
    monkeypatch.setattr(mart, "TABLES", tuple(name for name in mart.TABLES if f"CREATE TABLE mart.{name} (" in schema))
    own_rows = root / "include/roles/own_rows.csv"
    head, *rows = own_rows.read_text("utf-8").splitlines()
    own_rows.write_text("\n".join([head, *(row for row in rows if row.split(",")[0] in schema)]) + "\n", "utf-8")
    return empty_database.model_copy(update={"root": root})


def tables(warehouse) -> dict[str, list[str]]:
    ledger = Ledger(warehouse)
    return {name: ledger.table(f"{name.split('.')[1]}::text", name) for name in SHOWN}


def test_a_filled_warehouse_shows_the_same_after_the_upgrade(release, empty_database, monkeypatch):
    with open_warehouse(release) as warehouse:
        load_truth(Ledger(warehouse), TRUTH)
        before = tables(warehouse)
    monkeypatch.undo()
    with Warehouse(empty_database) as warehouse:
        assert set(migrate(warehouse)).isdisjoint(name.removesuffix(".sql") for name in RELEASED)
        assert tables(warehouse) == before
        kept = warehouse.run_sql("audit/lines_in_words")
        mart.refresh(warehouse)
        assert warehouse.run_sql("audit/lines_in_words") == kept
    assert len(before["mart.fund_status_history"]) > 300 and len(before["mart.carryover_unspent"]) > 50
