"""The demonstration, as a newcomer runs it: the real scheduler, the published figures, a second run that is idle."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from fundflow import embedded
from fundflow.settings import Settings
from fundflow.warehouse import Warehouse

COUNTS = (
    "SELECT count(*) FROM core.fact",
    "SELECT count(*) FROM audit.journal",
    "SELECT count(*) FROM quality.receipt",
)


@pytest.fixture(scope="module")
def shown():
    """A home in which the demo ran twice: (home, what it printed each time)."""
    home = Path(tempfile.mkdtemp(prefix="fundflow-demo-"))
    try:
        yield home, [run_demo(home), run_demo(home)]
    finally:
        embedded.stop(Settings(home=home))
        shutil.rmtree(home, ignore_errors=True)


def run_demo(home: Path) -> str:
    command = [sys.executable, "-m", "fundflow.cli", "demo"]
    answer = subprocess.run(command, env=os.environ | {"FUNDFLOW_HOME": str(home)}, capture_output=True, text=True)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    return answer.stdout


def figures(printed: str) -> str:
    return printed.split("Kết quả / Result")[1]


def test_it_prints_the_published_figures(shown):
    printed = figures(shown[1][0])
    assert "77 nhận được / received, 77 đưa vào kho / loaded" in printed
    assert "118.168 (110.202 trung ương / central + 7.966 tỉnh / province)" in printed
    assert re.search(r"spent of 2023 money: 26\.638\n", printed)
    assert re.search(r"spent of carried-over money: 15\.145\n", printed)


def test_a_second_run_changes_nothing(shown):
    first, second = shown[1]
    assert figures(first) == figures(second)


def test_the_mails_are_kept(shown):
    mails = [message_from_bytes(path.read_bytes(), policy=default) for path in (shown[0] / "mail").glob("*.eml")]
    assert len(mails) == len({mail["To"] for mail in mails}) > 10
    for mail in mails:
        assert mail.get_body(("plain",)) and mail.get_body(("html",))


def test_the_workbooks_lie_where_it_says(shown):
    paths = [Path(line) for line in re.findall(r"Workbook: (.*\.xlsx)", shown[1][0])]
    assert paths and all(path.stat().st_size > 5000 for path in paths)


def test_nothing_is_left_running(shown):
    import psutil

    home = str(shown[0])
    left = [process for process in psutil.process_iter(["environ"]) if home in str(process.info["environ"])]
    assert left == []
    assert not embedded.is_running(Settings(home=shown[0]))


def test_clearing_a_run_and_running_it_again_changes_nothing(shown):
    """What a cleared task does again is what the command line does: the ledger knows that nothing is left."""
    from fundflow import pipeline

    settings = Settings(home=shown[0])
    with Warehouse(settings) as warehouse:
        before = [warehouse.value(question) for question in COUNTS]
        assert pipeline.ingest(settings).decided == 0
        assert not pipeline.build(settings).accepted
        assert before == [warehouse.value(question) for question in COUNTS]
