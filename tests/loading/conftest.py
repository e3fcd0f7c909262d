"""A house whose workbooks are small texts, read without a pool of children."""

from __future__ import annotations

import pytest
from small_readings import examine_in_process

from fundflow import expectations
from fundflow.loading import batch
from fundflow.warehouse import Warehouse


@pytest.fixture
def house(fresh, monkeypatch):
    """Settings of a house of its own, whose workbooks are texts as `reading_of` reads them; no suites, no checks."""
    monkeypatch.setattr(batch, "examine_all", examine_in_process)
    monkeypatch.setattr(expectations, "warm_up", lambda: None)
    monkeypatch.setattr(batch, "add_findings_of_the_batch", lambda *arguments: None)
    return fresh


@pytest.fixture
def warehouse(house):
    with Warehouse(house) as warehouse:
        yield warehouse


@pytest.fixture
def drop(house):
    """Writes a file into the inbox: drop("42.444", "bc.xlsx", "42.444 2023-09-30", "GNBV.2 100 E9")."""

    def write(unit: str, name: str, *lines: str) -> None:
        folder = house.inbox / unit
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("\n".join(lines))

    return write
