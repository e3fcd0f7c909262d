"""A house in which files wait for people: workbooks are small texts, as in tests/loading."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from fundflow import expectations, pipeline
from fundflow.loading import batch
from fundflow.loading.staging import examine_job
from fundflow.warehouse import Warehouse

sys.path.append(str(Path(__file__).parents[1] / "loading"))
from small_readings import reading_of

HEADING = "42.444 2023-09-30"


def examine_text(path: Path, folder_unit: str | None = None, name: str | None = None):
    """As tests/loading reads a text, but faults keep the rows, as real readings do: a waiver may let them in."""
    lines = path.read_text().splitlines()
    reading = reading_of("\n".join(line for line in lines if not line.startswith("!")))
    reading.findings = reading_of("\n".join(lines)).findings
    reading.sha256 = path.name
    return reading


def examine_in_process(pool, jobs, progress):
    for job in jobs:
        yield examine_job(job, examine_text)


@pytest.fixture
def house(fresh, monkeypatch):
    """Settings of a house of its own; what the checks of the batch find is what `found` holds."""
    monkeypatch.setattr(batch, "examine_all", examine_in_process)
    monkeypatch.setattr(expectations, "warm_up", lambda: None)
    monkeypatch.setattr(batch, "add_findings_of_the_batch", lambda *arguments: None)
    return fresh


@pytest.fixture
def warehouse(house):
    with Warehouse(house) as warehouse:
        yield warehouse


@pytest.fixture
def send(house, warehouse):
    """Drops a file, takes it in and answers its receipt: send("bc.xlsx", "GNBV.2 100 E9", "!x E9")."""

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
