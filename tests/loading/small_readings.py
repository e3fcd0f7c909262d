"""Readings written as a few lines of text, so that a test shows its workbook as the thing itself."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from string import digits

import pytest

from fundflow import expectations
from fundflow.addresses import column_index
from fundflow.findings import Finding, Severity
from fundflow.loading import batch, comparison
from fundflow.loading.comparison import add_findings_of_the_batch
from fundflow.loading.staging import examine_job
from fundflow.records import Amount, Reading, Row, SheetColumn, Subject


def reading_of(text: str) -> Reading:
    """A reading from lines of text: `unit as_of`, then `component amount cell [measure]` per figure, `!rule cell` per error,
    `~rule cell` per error that leaves every figure readable.

    What stands after the first blank line is ignored: it makes other bytes of the same figures.
    """
    heading, *lines = text.split("\n\n")[0].strip().splitlines()
    unit, as_of = heading.split()
    reading = Reading(
        file="x", sha256="", form="disbursement", layout="disbursement_tall", source_kind="unit_report",
        unit=unit, as_of=date.fromisoformat(as_of), budget_year=date.fromisoformat(as_of).year,
    )  # fmt: skip
    for line in lines:
        if line.startswith(("!", "~")):
            rule, cell = line[1:].split()
            reading.findings.append(Finding(rule, Severity.ERROR, "Sai. / Wrong.", "Biểu 1", cell))
            continue
        component, amount, cell, *measure = line.split()
        reading.rows.append(
            Row(Subject(component, unit, "SN"), "TW", (reading.budget_year, reading.budget_year),
                *(measure or ["disbursed"]), Decimal(amount), _cell_of(cell, amount))
        )  # fmt: skip
    reading.rows_read = len(reading.rows)
    if any(line.startswith("!") for line in lines):
        reading.rows_held, reading.rows = len(reading.rows), []
    return reading


def _cell_of(cell: str, raw: str) -> Amount:
    letters = cell.rstrip(digits)
    return Amount(Decimal(raw), raw, int(cell.removeprefix(letters)), SheetColumn("Biểu 1", column_index(letters)))


def read_small_texts(patch: pytest.MonkeyPatch) -> None:
    """Workbooks are such texts, read without children; no suites, no checks across files."""
    patch.setattr(batch, "examine_all", examine_in_process)
    patch.setattr(expectations, "warm_up", lambda: None)
    patch.setattr(comparison, "add_findings_of_the_batch", lambda *arguments: None)


def compare_across_files(patch: pytest.MonkeyPatch) -> None:
    """After read_small_texts: the checks across files are the real ones. Great Expectations has its own tests."""
    patch.setattr(comparison, "add_findings_of_the_batch", add_findings_of_the_batch)
    patch.setattr(expectations, "validate", lambda *arguments: [])


def examine_text(path, folder_unit=None, name=None) -> Reading:
    reading = reading_of(path.read_text())
    reading.sha256 = path.name  # as the archive names it
    return reading


def examine_in_process(pool, jobs, progress):
    for job in jobs:
        yield examine_job(job, examine_text)
