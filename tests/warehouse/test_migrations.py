"""Migrations: once each, in their order, refusing what does not fit; safe when several start at once."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from fundflow import journal, migrations, roles
from fundflow.exceptions import MigrationRefused, WarehouseBusy
from fundflow.migrations import Migration, migrate, open_warehouse, pending
from fundflow.warehouse import Warehouse


def migration(number: int, sha256: str = "a") -> Migration:
    return Migration(number, f"{number:03}_x", sha256, "")


def test_only_what_is_missing_is_applied():
    assert pending([migration(1), migration(2)], {1: "a"}) == [migration(2)]


@pytest.mark.parametrize(
    ("files", "records", "why"),
    [
        ([migration(1, "changed")], {1: "a"}, "was changed"),
        ([], {1: "a"}, "its file is gone"),
        ([migration(1), migration(2)], {2: "a"}, "skipped"),
    ],
)
def test_a_state_that_the_files_do_not_describe_is_refused(files, records, why):
    with pytest.raises(MigrationRefused, match=why):
        pending(files, records)


def test_the_second_time_nothing_is_left_to_do(empty_database):
    with Warehouse(empty_database) as warehouse:
        first, second = migrate(warehouse), migrate(warehouse)
    assert first[0] == "001_schemas" and second == []


def test_a_migration_that_fails_leaves_nothing_behind(empty_database, tmp_path):
    house = _with_own_sql(empty_database, tmp_path)
    (house.sql / "schema" / "999_broken.sql").write_text("CREATE TABLE core.half (n int); SELECT 1 / 0;")
    with Warehouse(house) as warehouse:
        with pytest.raises(MigrationRefused, match="999_broken"):
            migrate(warehouse)
        assert warehouse.value("SELECT to_regnamespace('core')") is None


def test_two_that_start_at_once_apply_each_migration_once(empty_database):
    start = "from fundflow.migrations import open_warehouse; from fundflow.settings import load_settings; "
    start += "open_warehouse(load_settings()).__enter__()"
    environment = {
        "FUNDFLOW_HOME": str(empty_database.home),
        "FUNDFLOW_WAREHOUSE_URL": empty_database.warehouse_url,
        "PATH": "",
    }
    both = [subprocess.Popen([sys.executable, "-c", start], env=environment) for _ in range(2)]
    assert [process.wait(180) for process in both] == [0, 0]
    with Warehouse(empty_database) as warehouse:
        assert warehouse.value("SELECT count(*) = count(DISTINCT number) FROM audit.migration")


def test_who_was_overtaken_on_the_way_finds_nothing_left_to_do(empty_database, monkeypatch):
    with Warehouse(empty_database) as first, Warehouse(empty_database) as second:

        def overtaken(_) -> None:
            monkeypatch.undo()
            migrate(first)
            monkeypatch.setattr(roles, "apply_roles", lambda _: pytest.fail("applied a second time"))

        monkeypatch.setattr(migrations, "_take_turn", overtaken)
        assert migrate(second) == []


def test_a_change_of_tables_gives_way_to_a_loader_that_waits_for_another_connection_of_its_own(
    empty_database, tmp_path
):
    house = _with_own_sql(empty_database, tmp_path)
    with open_warehouse(house) as loader, ThreadPoolExecutor() as aside:
        _change_roles(house)
        with loader.transaction():
            loader.query("SELECT FROM quality.file FOR UPDATE")
            upgrade = aside.submit(_migrate, house)
            _until(lambda: loader.value("SELECT count(*) FROM pg_locks WHERE NOT granted"))
            with loader.transaction(separate=True):
                loader.query("SELECT staging.analyze_rows()")
            assert not upgrade.done()
        assert upgrade.result(180) == []
        assert roles.are_applied(loader)


def test_a_change_of_tables_gives_way_in_a_circle_that_the_server_sees_too(empty_database, tmp_path):
    house = _with_own_sql(empty_database, tmp_path)
    with open_warehouse(house) as reader, ThreadPoolExecutor() as aside:
        script = "LOCK TABLE core.fact; LOCK TABLE quality.file;"
        (house.sql / "schema" / "999_later.sql").write_text(script)
        with reader.transaction():
            reader.query("SELECT FROM quality.file")
            upgrade = aside.submit(_migrate, house)
            _until(lambda: reader.value("SELECT count(*) FROM pg_locks WHERE NOT granted"))
            reader.query("SELECT FROM core.fact")
        assert upgrade.result(180) == ["999_later"]


def test_an_upgrade_that_others_have_waited_for_is_known_to_them(empty_database, tmp_path, monkeypatch):
    house = _with_own_sql(empty_database, tmp_path)
    with Warehouse(house) as first, Warehouse(house) as second:

        def overtaken(_) -> None:
            monkeypatch.undo()
            (house.sql / "schema" / "999_later.sql").write_text("SELECT 1")
            migrate(first)

        monkeypatch.setattr(migrations, "_take_turn", overtaken)
        assert migrate(second) == []


def test_a_table_that_is_never_let_go_ends_in_a_message(empty_database, tmp_path, monkeypatch):
    house = _with_own_sql(empty_database, tmp_path)
    monkeypatch.setattr(migrations, "PATIENCE_SECONDS", 0)
    with open_warehouse(house) as reader:
        _change_roles(house)
        with reader.transaction():
            reader.query("SELECT FROM quality.file FOR UPDATE")
            with pytest.raises(WarehouseBusy, match="Run it again later"):
                _migrate(house)


def test_reference_data_is_loaded_again_only_when_it_changed(empty_database, tmp_path):
    house = _with_own_sql(empty_database, tmp_path)
    capital_types = house.reference / "capital_types.csv"
    with open_warehouse(house) as warehouse:
        capital_types.write_text(capital_types.read_text() + "XX,Vốn mới,New,example,test\n")
        migrate(warehouse)
        migrate(warehouse)
        loads = "SELECT count(*) FROM audit.journal WHERE kind = 'reference' AND subject = %(table)s"
        assert warehouse.value("SELECT name_en FROM ref.capital_type WHERE code = 'XX'") == "New"
        assert warehouse.value(loads, table="capital_type") == 2
        assert warehouse.value(loads, table="unit") == 1


def test_reference_data_and_the_tables_that_follow_from_it_change_together(empty_database, tmp_path, monkeypatch):
    house = _with_own_sql(empty_database, tmp_path)
    refreshed = []
    with open_warehouse(house) as warehouse:
        (house.reference / "law.csv").write_text((house.reference / "law.csv").read_text() + "\n")
        with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
            patch.setattr(migrations.mart, "refresh", _interrupted)
            migrate(warehouse)
        monkeypatch.setattr(migrations.mart, "refresh", refreshed.append)
        migrate(warehouse)
    assert refreshed == [warehouse]


def test_who_has_waited_loads_the_reference_data_as_they_are_now(empty_database, tmp_path, monkeypatch):
    house = _with_own_sql(empty_database, tmp_path)
    law = house.reference / "law.csv"
    text = law.read_text()
    with open_warehouse(house) as first, Warehouse(house) as second:

        def overtaken(warehouse) -> None:
            monkeypatch.undo()
            law.write_text(text.replace("2024-12-31", "2024-11-30"))
            migrate(first)
            journal.lock(warehouse)

        law.write_text(text.replace("2024-12-31", "2024-10-31"))
        monkeypatch.setattr(journal, "lock", overtaken)
        migrate(second)
        assert second.value("SELECT count(*) FROM ref.law WHERE deadline = '2024-10-31'") == 0


def _interrupted(_) -> None:
    raise KeyboardInterrupt


def _with_own_sql(settings, root):
    """The same house with include/ of its own, so that a test may change it."""
    shutil.copytree(settings.include / "sql", root / "include" / "sql")
    shutil.copytree(settings.reference, root / "include" / "reference")
    shutil.copytree(settings.include / "roles", root / "include" / "roles")
    return settings.model_copy(update={"root": root})


def _change_roles(house) -> None:
    """The desk may read one table less: the roles are to be applied again."""
    matrix = house.include / "roles" / "matrix.csv"
    header, *lines = matrix.read_text(encoding="utf-8").splitlines()
    matrix.write_text("\n".join([header, *lines[:-1]]) + "\n", encoding="utf-8")


def _migrate(house) -> list[str]:
    with Warehouse(house) as warehouse:
        return migrate(warehouse)


def _until(arrived) -> None:
    deadline = time.monotonic() + 120
    while not arrived():
        assert time.monotonic() < deadline
        time.sleep(0.05)
