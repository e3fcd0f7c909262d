"""Small readings written as tables, and a house whose files are read without a pool of children."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from fundflow.findings import Finding, Severity
from fundflow.loading import batch
from fundflow.loading.staging import examine_job
from fundflow.records import Reading, Row
from fundflow.warehouse import Warehouse


def reading_of(text: str) -> Reading:
    """A reading from lines of text: `unit as_of`, then `component amount cell` per figure; `!rule cell` is an error.

    What stands after the first blank line is ignored: it makes other bytes of the same figures.
    """
    heading, *lines = text.split("\n\n")[0].strip().splitlines()
    unit, as_of = heading.split()
    reading = Reading(
        file="x", sha256="", form="disbursement", layout="disbursement_tall", source_kind="unit_report",
        unit=unit, as_of=date.fromisoformat(as_of), budget_year=date.fromisoformat(as_of).year,
    )  # fmt: skip
    for line in lines:
        if line.startswith("!"):
            rule, cell = line[1:].split()
            reading.findings.append(Finding(rule, Severity.ERROR, "Sai. / Wrong.", "Biểu 1", cell))
            continue
        component, amount, cell = line.split()
        reading.rows.append(
            Row(component, unit, "SN", "TW", reading.budget_year, reading.budget_year, "disbursed",
                Decimal(amount), "Biểu 1", cell, raw=amount)
        )  # fmt: skip
    reading.rows_read = len(reading.rows)
    if any(finding.severity is Severity.ERROR for finding in reading.findings):
        reading.rows_held, reading.rows = len(reading.rows), []
    return reading


def examine_text(path, folder_unit=None, name=None) -> Reading:
    return reading_of(path.read_text())


def examine_in_process(settings, jobs, progress):
    for job in jobs:
        yield examine_job(job, examine_text)


@pytest.fixture
def house(fresh, monkeypatch):
    """Settings of a house of its own, whose workbooks are texts as `reading_of` reads them; no suites, no checks."""
    monkeypatch.setattr(batch, "examine_all", examine_in_process)
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
