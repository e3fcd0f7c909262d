"""The embedded PostgreSQL: starts once, survives anything, and listens to its owner alone."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from fundflow import embedded
from fundflow.settings import Settings


@pytest.fixture
def own():
    """A home with a server of the test's own."""
    folder = Path(tempfile.mkdtemp(prefix="fundflow-own-"))
    settings = Settings(home=folder)
    yield settings
    embedded.stop(settings)
    shutil.rmtree(folder)


def ask(url: str, statement: str) -> str:
    command = [
        embedded.binary("psql"),
        "-XAtq",
        "-v",
        "ON_ERROR_STOP=1",
        url.replace("+psycopg", "", 1),
        "-c",
        statement,
    ]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def postmaster(settings: Settings) -> int:
    return int((settings.home / "postgres" / "postmaster.pid").read_text().split("\n")[0])


def test_both_databases_are_there(server):
    for database in embedded.DATABASES:
        assert ask(embedded.start(server, database), "SELECT current_database()") == database


def test_vietnamese_letters_have_case_and_the_clock_is_utc(server):
    url = embedded.start(server)
    assert ask(url, "SELECT lower('ĐỒNG ƯỚC TÍNH')") == "đồng ước tính"
    assert ask(url, "SHOW timezone") == "UTC"


def test_it_listens_on_no_network_and_to_its_owner_alone(server):
    assert ask(embedded.start(server), "SHOW listen_addresses") == ""
    assert ask(embedded.start(server), "SHOW unix_socket_permissions") == "0700"


def test_a_second_start_finds_the_running_server(own):
    first = embedded.start(own)
    number = postmaster(own)
    assert embedded.start(own) == first
    assert postmaster(own) == number


def test_committed_rows_survive_kill_9_of_the_server(own):
    ask(embedded.start(own), "CREATE TABLE kept AS SELECT 1 AS one")
    os.kill(postmaster(own), signal.SIGKILL)
    assert ask(embedded.start(own), "SELECT one FROM kept") == "1"


def test_a_number_left_by_a_crash_may_be_another_process_by_now(own):
    embedded.start(own)
    embedded.stop(own)
    lock_file = own.home / "postgres" / "postmaster.pid"
    lines = [str(os.getpid()), str(own.home / "postgres"), "1", "5432", str(own.home / "postgres"), "", "1 2", "ready"]
    lock_file.write_text("\n".join(lines) + "\n")
    assert not embedded.is_running(own)
    assert ask(embedded.start(own), "SELECT 1") == "1"
    assert postmaster(own) != os.getpid()


def test_a_set_up_that_was_killed_half_way_begins_again(own):
    half = own.home / "postgres.new"
    half.mkdir()
    (half / "PG_VERSION").write_text("18")
    assert ask(embedded.start(own), "SELECT 1") == "1"
    assert not half.exists()


def test_four_processes_that_start_at_once_share_one_server(own):
    command = [sys.executable, "-m", "fundflow.cli", "url"]
    environment = os.environ | {"FUNDFLOW_HOME": str(own.home)}
    starts = [subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    answers = {start.communicate()[0].strip() for start in starts}
    assert answers == {embedded.start(own)}


def test_a_home_too_deep_for_a_unix_socket(own):
    deep = Settings(home=own.home / ("d" * 60) / ("e" * 60))
    try:
        assert ask(embedded.start(deep), "SELECT 1") == "1"
    finally:
        assert embedded.stop(deep)


def test_stopping_what_does_not_run_is_no_error(own):
    assert embedded.stop(own) is False
    embedded.start(own)
    assert embedded.stop(own) is True
    assert not embedded.is_running(own)
