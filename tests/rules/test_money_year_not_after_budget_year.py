"""The rule money_year_not_after_budget_year, on small tables."""

from tests.rules.sheets import REPORT_HEADER, applies, decision, errors, found, report

RULE = "money_year_not_after_budget_year"


def test_passes_on_years_up_to_the_budget_year():
    assert found(RULE, report("| | Dự án 2 | 100 | 50 | 20 | 20 | |")) == []


def test_fails_at_the_header_alone():
    header = REPORT_HEADER.replace("Giải ngân vốn năm 2023", "Giải ngân vốn năm 2024")

    assert errors(report("| | Dự án 2 | 100 | 50 | 20 | 20 | |", header=header)) == [(RULE, "F5")]


def test_not_applicable_to_a_decision():
    assert not applies(RULE, decision("| | Dự án 2 | UBND huyện Hương Khê | 5 | 5 | |"))


def test_null_spending_has_no_year():
    assert found(RULE, report("| | Dự án 2 | 100 | | | 20 | |")) == []
