"""The rule money_year_not_after_budget_year, on small tables."""

from dataclasses import replace

import pytest
from tests.rules.sheets import REPORT_HEADER, applies, decision, errors, found, report

RULE = "money_year_not_after_budget_year"


def test_passes_on_years_up_to_the_budget_year():
    assert found(RULE, report("| | Dự án 2 | 100 | 50 | 20 | 20 | |")) == []


def test_fails_at_the_header_alone():
    header = REPORT_HEADER.replace("Giải ngân vốn năm 2023", "Giải ngân vốn năm 2024")

    assert errors(report("| | Dự án 2 | 100 | 50 | 20 | 20 | |", header=header)) == [(RULE, "F5")]


@pytest.mark.parametrize("measure", ["disbursed", "advance", "cancelled", "returned", "carried_out"])
def test_every_measure_of_spending_has_its_year(measure):
    reading = report("| | Dự án 2 | 100 | 50 | 20 | 20 | |")
    [table] = reading.tables
    table.columns = [
        replace(column, measure=measure, money_year_first=2024, money_year_last=2024)
        if column.header_cell == "F5"
        else column
        for column in table.columns
    ]
    reading.rows = [replace(row, measure=measure) for row in reading.rows]

    assert found(RULE, reading) == ["F5"]


def test_not_applicable_to_a_decision():
    assert not applies(RULE, decision("| | Dự án 2 | UBND huyện Hương Khê | 5 | 5 | |"))


def test_null_spending_has_no_year():
    assert found(RULE, report("| | Dự án 2 | 100 | | | 20 | |")) == []
