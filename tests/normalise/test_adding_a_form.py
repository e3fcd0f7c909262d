"""docs/adding-a-form.md followed word for word: its files written, its rows dropped into the reference, its rows loaded."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from fundflow import forms, formspec
from fundflow.consistency import read_and_judge
from fundflow.exceptions import WrongUse
from fundflow.findings import Severity
from fundflow.forms import load_forms
from fundflow.normalise import normalise
from fundflow.propose import draft, save
from fundflow.reader import open_workbook
from fundflow.records import Reading
from fundflow.reference import Reference

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/adding-a-form.md").read_text(encoding="utf-8")
BOX = re.compile(r"^```\w+ (file|append|rows)=(\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SHOWN = {name: json.loads(text) for kind, name, text in BOX.findall(PAGE) if kind == "rows"}


@pytest.fixture(scope="module")
def house(tmp_path_factory) -> Path:
    """A copy of include/ with all that the page tells to write."""
    house = tmp_path_factory.mktemp("house")
    shutil.copytree(ROOT / "include/forms", house / "include/forms")
    shutil.copytree(ROOT / "include/reference", house / "include/reference")
    for kind, name, text in BOX.findall(PAGE):
        if kind == "file":
            (house / name).write_text(text, encoding="utf-8")
        elif kind == "append":
            with (house / name).open("a", encoding="utf-8") as stream:
                stream.write(text)
    return house


def read(house: Path, name: str) -> Reading:
    reference, forms = Reference.load(house / "include/reference"), load_forms(house / "include/forms")
    reading = Reading(file=name, sha256="")
    return read_and_judge(open_workbook(house / name), reading, reference, forms, date(2024, 10, 15))


@pytest.mark.parametrize("name", SHOWN)
def test_the_rows_that_the_page_shows_are_loaded(house, name):
    reading = read(house, name)

    assert [found.message for found in reading.findings if found.severity == "error"] == []
    assert reading.as_of == date(2024, 9, 30)
    shown = SHOWN[name]
    assert [{key: row.as_json()[key] for key in shown[0]} for row in reading.rows] == shown


@pytest.mark.parametrize("name", SHOWN)
def test_without_its_form_the_answer_shows_the_header(house, name):
    reading = Reading(file=name, sha256="")
    normalise(
        open_workbook(house / name),
        reading,
        Reference.load(ROOT / "include/reference"),
        load_forms(ROOT / "include/forms"),
    )

    (found,) = [found for found in reading.findings if found.severity is Severity.ERROR]
    assert (found.rule, found.cell) == ("form.unknown", "A3")
    assert re.search("Recipient|Concepto", found.message)


@pytest.mark.parametrize("name", SHOWN)
def test_the_draft_names_every_column_and_is_a_form_that_loads(house, name, tmp_path):
    workbook = open_workbook(house / name)
    text = draft(workbook, name, load_forms(ROOT / "include/forms"), "drafted")
    folder = shutil.copytree(ROOT / "include/forms", tmp_path / "forms")
    save(text, folder, "drafted")

    headers = [cell.text for cell in workbook.sheets[0].rows[3]]
    assert all(header.split()[0] in text for header in headers)
    assert "drafted" not in {form.form for form in load_forms(folder)}  # a draft reads nothing
    (folder / "drafted.yml").write_text(text.replace("draft: true", "draft: false"), encoding="utf-8")
    assert "drafted" in {form.form for form in load_forms(folder)}


def test_every_key_of_a_form_is_on_the_page():
    missing = [
        key
        for key in (*forms._FORM_KEYS, *forms._COLUMN_KEYS, *formspec.CONSTANTS)
        if not re.search(rf"`[^`]*\b{key}\b", PAGE)
    ]

    assert missing == []


def test_a_wrong_sub_total_is_reported_at_its_cell(house):
    good = (house / "water-2024-q3.csv").read_text(encoding="utf-8")
    (house / "wrong.csv").write_text(good.replace('"3,234,567.50"', '"3,234,568.50"'), encoding="utf-8")

    errors = [(found.rule, found.cell) for found in read(house, "wrong.csv").findings if found.severity == "error"]

    assert errors == [("totals_equal_details", "D6")]


def test_an_unknown_row_type_and_a_wrong_year_are_reported_at_their_cells(house):
    good = (house / "water-2024-q3.csv").read_text(encoding="utf-8")
    wrong = good.replace("Kisumu County,2023", "Kisumu County,soon").replace('"12,500.00",D', '"12,500.00",X')
    (house / "wrong.csv").write_text(wrong, encoding="utf-8")

    errors = [(found.rule, found.cell) for found in read(house, "wrong.csv").findings if found.severity == "error"]

    assert errors == [("money_year.unknown", "C4"), ("cell.value_unknown", "F7")]


LEDGER = """\
Budget year,Department,Program code,Account,Account type,Amount
FY23-24,Kisumu County,WTR-1,Pumps,Expense,120
FY23-24,Kisumu County,WTR-1,Pipes,Expense,120
FY24-25,Kisumu County,WTR-1,Pumps,Expense,80
FY23-24,Kisumu County,WTR-1,Sale of water,Revenue,999
"""
LEDGER_FORM = """\
form: ledger
description: A city's ledger, one record per account; nothing stands above its header.
source_kind: decision
unit_of_money: 1
currency: KES
as_of: 2023-07-01
capital_type: SN
constants: {unit: KE.NT}
columns:
  - {key: year, dimension: money_year, header: "budget year", required: true, values: {2024: FY23-24, 2025: FY24-25}}
  - {key: department, dimension: unit, header: "department", required: true}
  - {key: program, dimension: component, header: "program code", required: true}
  - {key: account, role: name, header: "account", required: true}
  - {key: kind, dimension: row_kind, header: "account type", required: true, values: {detail: Expense, ignored: Revenue}}
  - {key: amount, measure: adjusted, header: "amount", money_years: row, required: true}
"""


def test_a_ledger_keeps_records_of_different_items_apart_and_leaves_other_money_out(house):
    (house / "include/forms/ledger.yml").write_text(LEDGER_FORM, encoding="utf-8")
    (house / "ledger.csv").write_text(LEDGER, encoding="utf-8")

    reading = read(house, "ledger.csv")

    assert [found.rule for found in reading.findings if found.severity == "error"] == []
    assert [(row.cell, row.money_year_first, int(row.amount)) for row in reading.rows] == [
        ("F2", 2024, 120),
        ("F3", 2024, 120),
        ("F4", 2025, 80),
    ]
    assert reading.rows_read == len(reading.rows) + sum(reading.ignored.values())


def test_a_draft_takes_amounts_for_amounts_and_codes_for_codes(house):
    (house / "drafted.csv").write_text(LEDGER.replace("Account,", "Account code,"), encoding="utf-8")
    text = draft(open_workbook(house / "drafted.csv"), "drafted.csv", load_forms(ROOT / "include/forms"), "drafted")

    assert '{key: allocated, measure: allocated, header: "Amount"}' in text
    assert '{key: account_code, role: ignored, header: "Account code"}' in text
    assert "title:" not in text  # nothing stands above the header


@pytest.mark.parametrize("name", ["../drafted", "a/b", "", ".hidden", "a b"])
def test_a_draft_is_written_among_the_forms_and_nowhere_else(tmp_path, name):
    with pytest.raises(WrongUse, match="--name"):
        save("form: x", tmp_path / "forms", name)
    assert list(tmp_path.rglob("*")) == []
