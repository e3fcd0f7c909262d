"""The rule allocated_of_budget_year, on small tables."""

from tests.rules.sheets import REPORT_HEADER, applies, closing, errors, found, report

RULE = "allocated_of_budget_year"


def test_passes_on_the_plan_of_the_year():
    assert found(RULE, report("| | Dự án 2 | 100 | 50 | 20 | 20 | |")) == []


def test_fails_at_the_header_alone():
    header = REPORT_HEADER.replace("Kế hoạch vốn năm 2023", "Kế hoạch vốn năm 2024")

    assert errors(report("| | Dự án 2 | 100 | 50 | 20 | 20 | |", header=header)) == [(RULE, "C5")]


def test_not_applicable_without_a_plan():
    assert not applies(RULE, report("| | Dự án 2 | | 50 | 20 | | |"))


def test_null_year_of_the_file_is_not_judged():
    undated = closing("| | Dự án 2 | '12 | 100 | 40 | 60 | | 0 | | 100 | |", years="")

    assert found(RULE, undated) == []
