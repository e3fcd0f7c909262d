"""The sample workbooks, clean and messy, read exactly as their truth.json says; every planted fault found at its cell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from variants import WORDS

from fundflow.examine import examine

CLEAN = Path(__file__).parents[2] / "include/samples/ha_tinh_2023"
MESSY = Path(__file__).parents[1] / "workbooks/messy"

# The rule that answers each kind of planted fault. The wrong detail of the mismatch also exceeds its plan.
RULES = {
    "total_mismatch": "disbursed_within_available",
    "unknown_component": "component.unknown",
    "unknown_unit": "unit.unknown",
    "text_in_number": "amount.not_a_number",
    "negative": "amounts_not_negative",
    "over_plan": "disbursed_within_available",
    "no_unit_of_measure": "unit_of_money.missing",
    "inapplicable_project": "component_applicable",
}


def truths():
    for folder in (CLEAN, MESSY):
        truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
        for name, said in truth.items():
            if not name.startswith("_"):
                yield pytest.param(folder / name, said, id=f"{folder.name}/{name}")


ALL = list(truths())


def said_rows(rows):
    return {tuple(row[word] for word in WORDS) for row in rows if row["amount"] != "0"}


@pytest.mark.parametrize(("path", "truth"), [entry for entry in ALL if entry.values[1]["status"] == "accepted"])
def test_every_row_of_a_good_workbook_is_read(path, truth):
    reading = examine(path)

    assert [found.message for found in reading.findings if found.severity == "error"] == []
    assert (reading.form, reading.budget_year, str(reading.as_of)) == (
        truth["form"],
        truth["budget_year"],
        truth["as_of"],
    )
    assert reading.decision_number == truth.get("decision")
    assert said_rows(row.as_json() for row in reading.rows) == said_rows(truth["rows"])


@pytest.mark.parametrize(("path", "truth"), [entry for entry in ALL if entry.values[1]["faults"]])
def test_every_planted_fault_is_found_at_its_cell(path, truth):
    reading = examine(path)

    (fault,) = truth["faults"]
    errors = [found for found in reading.findings if found.severity == "error"]
    assert [(found.rule, found.sheet, found.cell) for found in errors] == [
        (RULES[fault["kind"]], fault["sheet"], fault["cell"])
    ]


@pytest.mark.parametrize(("path", "truth"), ALL)
def test_everything_under_a_header_is_accounted_for(path, truth):
    reading = examine(path)

    assert reading.rows_read == len(reading.rows) + reading.rows_held + sum(reading.ignored.values())
