"""A house in which files wait for people: workbooks are small texts, as in tests/loading. Their errors are such (`~`) as
leave the figures readable: a waiver may let them in.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from fundflow import pipeline
from fundflow.warehouse import Warehouse

sys.path.append(str(Path(__file__).parents[1] / "loading"))
from small_readings import read_small_texts

HEADING = "42.444 2023-09-30"


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
def send(house, warehouse):
    """Drops a file, takes it in and answers its receipt: send("bc.xlsx", "GNBV.2 100 E9", "~x E9")."""

    def drop(name: str, *lines: str, heading: str = HEADING) -> str:
        folder = house.inbox / heading.split()[0]
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("\n".join((heading, *lines)))
        pipeline.ingest(house)
        pipeline.build(house)
        return warehouse.value("SELECT reference FROM quality.receipt ORDER BY receipt_id DESC LIMIT 1")

    return drop


@pytest.fixture
def add_finding(warehouse):
    """Another finding of a file: add_finding(reference, rule="restated_figure", severity="warning", ...)."""

    def add(reference: str, **values) -> None:
        stored = {"rule": "x", "severity": "error", "sheet": "Biểu 1", "cell": "E9", "value": None, "expected": None,
                  "difference_vnd": None, "message": "Sai. / Wrong."} | values  # fmt: skip
        warehouse.query(
            "INSERT INTO quality.finding"
            " (file_id, rule, severity, sheet, cell, value, expected, difference_vnd, message)"
            " SELECT file_id, %(rule)s, %(severity)s, %(sheet)s, %(cell)s, %(value)s, %(expected)s, %(difference_vnd)s,"
            " %(message)s FROM quality.receipt WHERE reference = %(reference)s",
            reference=reference,
            **stored,
        )

    return add
