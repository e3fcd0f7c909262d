"""The rule oversight_units_hold_no_money, on small tables."""

from tests.rules.sheets import applies, decision, found, report

RULE = "oversight_units_hold_no_money"


def test_passes_on_units_that_spend():
    assert found(RULE, decision("| | Dự án 2 | UBND huyện Hương Khê | 5 | 5 | |")) == []


def test_fails_at_the_line_of_a_unit_that_only_watches():
    assert found(RULE, decision("| | Dự án 2 | Sở Tài chính | 5 | 5 | |")) == ["B6"]


def test_not_applicable_without_figures():
    assert not applies(RULE, report("| | Dự án 2 | | | | | |"))


def test_null_and_zero_amounts_are_no_money():
    rows = "| | Dự án 2 | Sở Tài chính | 0 | 0 | |\n| | Dự án 6, Tiểu dự án 2 | UBND huyện Hương Khê | 5 | 5 | |"
    assert found(RULE, decision(rows)) == []
