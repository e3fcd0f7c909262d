"""The night's work: a backup that can be restored, and a look at what nobody may change."""

from __future__ import annotations

import stat
import subprocess
from datetime import date, timedelta

import pytest

from fundflow import embedded, maintenance
from fundflow.exceptions import EvidenceBroken, Infrastructure
from fundflow.migrations import migrate
from fundflow.warehouse import Warehouse

COUNT_UNITS = "SELECT count(*) FROM ref.unit"


def test_a_backup_can_be_restored(fresh, empty_database):
    dump = maintenance.back_up(fresh)
    assert stat.S_IMODE(dump.stat().st_mode) == 0o600
    target = empty_database.warehouse_url.replace("+psycopg", "", 1)
    command = [embedded.binary("pg_restore"), "--exit-on-error", f"--dbname={target}", dump]
    subprocess.run(command, check=True, capture_output=True)
    with Warehouse(fresh) as original, Warehouse(empty_database) as restored:
        assert restored.value(COUNT_UNITS) == original.value(COUNT_UNITS) > 0
        assert migrate(restored) == []


def test_the_last_fourteen_backups_are_kept(fresh):
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(16)]
    (fresh.home / "backups").mkdir()
    for day in days[:-1]:
        (fresh.home / "backups" / f"{day}.dump").touch()
    maintenance.back_up(fresh.model_copy(update={"today": days[-1]}))
    assert [path.stem for path in sorted((fresh.home / "backups").iterdir())] == [str(day) for day in days[2:]]


def test_a_backup_that_fails_leaves_the_last_one_alone(fresh):
    good = maintenance.back_up(fresh)
    content = good.read_bytes()
    with pytest.raises(Infrastructure):
        maintenance.back_up(fresh.model_copy(update={"warehouse_url": "postgresql+psycopg://x:geheim@127.0.0.1:1/x"}))
    assert good.read_bytes() == content


def test_the_password_is_not_on_the_command_line(fresh, monkeypatch):
    seen = {}

    def run(command, env, **_):
        seen.update(command=command, env=env)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(subprocess, "run", run)
    maintenance.back_up(
        fresh.model_copy(update={"warehouse_url": "postgresql+psycopg://me:geh%40im@db.example:5433/x"})
    )
    assert seen["command"][-1] == "--dbname=postgresql://me@db.example:5433/x"
    assert seen["env"]["PGPASSWORD"] == "geh@im"


def test_an_untouched_house_is_whole(fresh):
    maintenance.verify(fresh)


def test_a_missing_original_is_named(fresh):
    with Warehouse(fresh) as warehouse:
        warehouse.query(
            "INSERT INTO quality.file (sha256, told_by, size_bytes) VALUES (%(sha256)s, 'x.xlsx', 1)", sha256="ab" * 32
        )
    with pytest.raises(EvidenceBroken, match=r"\[FF30\](.|\n)*archive abab"):
        maintenance.verify(fresh)
