"""Hundreds of drawn workbooks, each with its own mixture of mess: every row exactly right, nothing refused.

A failing seed is drawn again by `variant(seed, reference)`; TEST_SEED shifts them all.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from variants import WORDS, variant

from fundflow.amounts import parse
from fundflow.consistency import read_and_judge
from fundflow.forms import load_forms
from fundflow.reader import open_workbook
from fundflow.records import Reading
from fundflow.reference import Reference

INCLUDE = Path(__file__).parents[2] / "include"
FIRST = int(os.environ.get("TEST_SEED", 0)) * 1000


@pytest.fixture(scope="module")
def knowledge():
    return Reference.load(INCLUDE / "reference"), load_forms(INCLUDE / "forms")


def read(workbook, made, knowledge) -> Reading:
    reading = Reading(file=made.file, sha256="", folder_unit=made.folder_unit)
    return read_and_judge(workbook, reading, *knowledge, date(2024, 6, 1))


def said_rows(reading) -> set[tuple]:
    return {tuple(row.as_json()[word] for word in WORDS) for row in reading.rows if row.amount}


def leaves_numbers_open(made) -> bool:
    """True if all its typed numbers are like "1.234": then it is right to refuse it."""
    numbers = [parse(value) for grid in made.grids for value in grid.cells.values() if isinstance(value, str)]
    numbers = [number for number in numbers if number]
    return any(number.ambiguous for number in numbers) and not any(
        None in (number.comma, number.point) for number in numbers
    )


def check(reading: Reading, made) -> None:
    assert [found.message for found in reading.findings if found.severity == "error"] == []
    assert (reading.form, reading.as_of, reading.budget_year) == (made.form, made.as_of, made.budget_year)
    assert reading.decision_number == made.decision
    assert said_rows(reading) == made.rows
    assert reading.rows_read == len(reading.rows) + reading.rows_held + sum(reading.ignored.values())


@pytest.mark.parametrize("seed", range(FIRST, FIRST + 400))
def test_every_row_is_read_whatever_the_mess(seed, knowledge):
    made = variant(seed, knowledge[0])
    reading = read(made.workbook(), made, knowledge)

    if leaves_numbers_open(made) and not reading.accepted:
        assert "amount.ambiguous" in {found.rule for found in reading.findings}
    else:
        check(reading, made)


@pytest.mark.parametrize("seed", range(FIRST + 5000, FIRST + 5030))
def test_every_row_of_a_real_file_is_read(seed, knowledge, tmp_path):
    made = variant(seed, knowledge[0])
    if not leaves_numbers_open(made):
        check(read(open_workbook(made.save(tmp_path / made.file)), made, knowledge), made)
