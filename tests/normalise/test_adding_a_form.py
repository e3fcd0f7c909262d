"""docs/adding-a-form.md, followed word for word on a layout that fundflow was not made for: rows, without Python."""

from __future__ import annotations

import re
import shutil
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from fundflow.findings import Severity
from fundflow.forms import load_forms
from fundflow.normalise import normalise
from fundflow.propose import draft
from fundflow.reader import open_workbook
from fundflow.records import Reading
from fundflow.reference import Reference

CHECKOUT = Path(__file__).parents[2]
PAGE = (CHECKOUT / "docs/adding-a-form.md").read_text(encoding="utf-8")


@pytest.fixture
def workbook(tmp_path) -> Path:
    """The table of the page's first section, as a workbook; "" is a blank cell, and what looks like money is text."""
    book = openpyxl.Workbook()
    sheet = book.active
    for line in re.findall(r"^\| (\d+) \| (.+) \|$", PAGE.split("## 2.")[0], re.MULTILINE):
        for column, text in enumerate(line[1].split("|"), start=1):
            text = text.strip()
            if text:
                sheet.cell(int(line[0]), column, int(text) if text.isdigit() else text)
    path = tmp_path / "return.xlsx"
    book.save(path)
    return path


@pytest.fixture
def include(tmp_path) -> Path:
    """include/ after sections 3 and 4."""
    folder = tmp_path / "include"
    shutil.copytree(CHECKOUT / "include/forms", folder / "forms")
    shutil.copytree(CHECKOUT / "include/reference", folder / "reference")
    (folder / "forms/rural_return.yml").write_text(re.search(r"```yaml\n(.+?)```", PAGE, re.DOTALL)[1], encoding="utf-8")
    components, units = re.findall(r"```csv\n(.+?)```", PAGE, re.DOTALL)
    for name, rows in (("components.csv", components), ("units.csv", units)):
        with (folder / "reference" / name).open("a", encoding="utf-8") as stream:
            stream.write(rows)
    return folder


def read(path: Path, include: Path) -> Reading:
    reading = Reading(file=path.name, sha256="")
    return normalise(open_workbook(path), reading, Reference.load(include / "reference"), load_forms(include / "forms"))


def test_without_the_form_the_answer_shows_the_header(workbook):
    reading = read(workbook, CHECKOUT / "include")

    (found,) = [found for found in reading.findings if found.severity is Severity.ERROR]
    assert (found.rule, found.sheet, found.cell) == ("form.unknown", "Sheet", "A5")
    assert "Approved budget" in found.message


def test_a_draft_names_every_column_and_is_a_form_that_loads(workbook, include):
    text = draft(open_workbook(workbook), "return.xlsx", load_forms(CHECKOUT / "include/forms"), "drafted")

    assert re.findall(r'header: "(.+?)"', text) == [
        "Ref", "Project code", "Recipient", "Funding year", "Approved budget", "Spent to date", "Line type",
    ]  # fmt: skip
    assert "[\"Quarterly expenditure return, as at 30 June\"]" in text


def test_the_page_ends_in_loaded_rows(workbook, include):
    reading = read(workbook, include)

    assert [found.message for found in reading.findings if found.severity is Severity.ERROR] == []
    assert (reading.form, str(reading.as_of), reading.currency) == ("rural_return", "2023-06-30", "USD")
    assert [(r.component, r.unit, r.money_year_first, r.measure, r.amount, r.cell) for r in reading.rows] == [
        ("RSP.1", "42.NORTH", 2022, "allocated", Decimal("1234.50"), "E6"),
        ("RSP.1", "42.NORTH", 2022, "disbursed", Decimal("1000.25"), "F6"),
        ("RSP.1", "42.NORTH", 2023, "allocated", Decimal("2000.00"), "E7"),
        ("RSP.2", "42.SOUTH", 2023, "allocated", Decimal("900.10"), "E9"),
        ("RSP.2", "42.SOUTH", 2023, "disbursed", Decimal("0.10"), "F9"),
    ]
    assert reading.rows_read == len(reading.rows) + reading.rows_held + sum(reading.ignored.values())


def test_every_key_of_a_form_is_on_the_page():
    from fundflow.forms import _COLUMN_KEYS, _FORM_KEYS

    named = set(re.findall(r"`(\w+)`", PAGE))
    assert {key for key in (*_FORM_KEYS, *_COLUMN_KEYS)} - named <= {"key", "header", "description", "columns", "words", "not"}
