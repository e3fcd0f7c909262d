"""Whole numbers are taken without a question: they say what the questions would have led to."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundflow.forms import load_forms
from fundflow.normalise.cellvalues import CellReader
from fundflow.reader.cells import Cell, Sheet
from fundflow.records import Column, Line

FORM = load_forms(Path(__file__).parents[2] / "include" / "forms")[0]
COLUMN = Column(key="plan", index=28, role="measure", header="Kế hoạch", header_cell="AB1")

digits = st.from_regex(r"[0-9]{1,18}(?:\.[0-9]{1,4})?", fullmatch=True)
units = st.sampled_from([None, *map(Decimal, ("1", "1000", "1000000", "1000000000", "0.01", "25000", "1E+3"))])


@given(digits, units, st.sampled_from([0, 2]))
def test_the_short_way_says_what_the_long_way_says(text, unit, decimals):
    form, cell = replace(FORM, decimals=decimals), Cell(7, 28, "number", text)
    short, long = (CellReader(Sheet("A"), form, [COLUMN], {28: unit}, None) for _ in range(2))
    line = Line("A", 7, "detail", 0, "", 2)
    short.read_amounts(line, {28: cell})
    read, expected = line.amounts["plan@28"], long._amount(cell)
    assert (repr(read), short.all_findings()) == (repr(expected), long.all_findings())


@pytest.mark.parametrize(
    ("text", "value"), [("0", "0"), ("007", "7000"), ("٣", "3000"), ("899999999999", "899999999999000")]
)
def test_what_a_whole_number_of_thousands_is(text, value):
    line = Line("A", 7, "detail", 0, "", 2)
    CellReader(Sheet("A"), FORM, [COLUMN], {28: Decimal(1000)}, None).read_amounts(
        line, {28: Cell(7, 28, "number", text)}
    )
    amount = line.amounts["plan@28"]
    assert (str(amount.value), amount.raw, amount.cell, amount.typed) == (value, text, "AB7", False)
