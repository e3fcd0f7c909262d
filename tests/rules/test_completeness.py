"""What a reading owes before it may stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from fundflow.completeness import owed
from fundflow.findings import Finding, Severity
from fundflow.records import Reading

WHOLE = Reading(
    file="bc.xlsx", sha256="", form="disbursement", source_kind="unit_report", unit="42.444", budget_year=2023,
    as_of=date(2023, 9, 30), rows_read=7, rows_held=4, ignored={"blank": 2, "zero": 1},
)  # fmt: skip


def test_a_whole_reading_owes_nothing():
    assert owed(WHOLE, []) == []


@pytest.mark.parametrize("name", ["form", "source_kind", "unit", "budget_year", "as_of"])
def test_each_part_of_the_heading_is_owed(name):
    [found] = owed(replace(WHOLE, **{name: None}), [])

    assert (found.rule, found.expected, found.stops) == ("heading.incomplete", name, True)


def test_all_that_is_missing_is_told_at_once():
    [found] = owed(replace(WHOLE, unit=None, as_of=None), [])

    assert found.expected == "unit, as_of"


@pytest.mark.parametrize("change", [{"rows_read": 8}, {"rows_read": 6}, {"rows_held": 5}, {"ignored": {"blank": 2}}])
def test_every_row_is_accounted_for(change):
    [found] = owed(replace(WHOLE, **change), [])

    assert (found.rule, found.stops) == ("rows.unaccounted", True)


def test_where_something_else_stops_the_file_it_speaks_alone():
    wrong = Finding("period.missing", Severity.ERROR, "")

    assert owed(replace(WHOLE, as_of=None), [wrong]) == []
    assert len(owed(replace(WHOLE, as_of=None), [replace(wrong, waived_by=1)])) == 1
