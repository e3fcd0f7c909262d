"""A file dropped into the inbox of a running house wakes it within seconds; nothing has to be clicked or awaited."""

from __future__ import annotations

import shutil
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fundflow import embedded
from fundflow.house.running import airflow_running
from fundflow.settings import Settings

SECONDS = 600  # however busy the machine is: that it was noticed, and not swept by the clock, is told by the run's type


@pytest.fixture(scope="module")
def settings():
    home = Path(tempfile.mkdtemp(prefix="fundflow-watched-"))
    settings = Settings(home=home, settle_seconds=1)
    settings.make_folders()
    yield settings
    embedded.stop(settings)
    shutil.rmtree(home, ignore_errors=True)


def test_a_dropped_file_is_answered_and_the_house_rests_again(settings):
    since = datetime.now(UTC)
    with airflow_running(settings) as house:

        def woken() -> list:
            return [run for run in house.api.runs("ingest_workbooks", since) if run.run_type == "asset_triggered"]

        assert woken() == [], "an empty inbox wakes nobody"
        folder = settings.inbox / "42.444"
        folder.mkdir()
        (folder / "giải ngân.xlsx").write_text("not a workbook")
        house.wait(lambda: any((settings.outbox / "42.444").glob("R-*.txt")), SECONDS, "an answer")
        house.wait(woken, SECONDS, "a run that the drop has woken")
        time.sleep(5)
        assert len(woken()) == 1, "one drop wakes the house once"
