"""A house whose workbooks are small texts, read without a pool of children."""

from __future__ import annotations

import pytest
from small_readings import read_small_texts

from fundflow.warehouse import Warehouse


@pytest.fixture
def house(fresh, monkeypatch):
    """Settings of a house of its own, whose workbooks are small texts."""
    read_small_texts(monkeypatch)
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
