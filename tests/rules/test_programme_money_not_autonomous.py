"""The rule programme_money_not_autonomous, on small tables."""

from tests.rules.sheets import applies, closing, found, report

RULE = "programme_money_not_autonomous"


def test_passes_on_money_that_is_not_autonomous():
    assert found(RULE, closing("| | Dự án 2 | '12 | 100 | 40 | 60 | | 0 | | 100 | |")) == []


def test_fails_at_the_line():
    assert found(RULE, closing("| | Dự án 2 | '13 | 100 | 40 | 60 | | 0 | | 100 | |")) == ["B8"]


def test_not_applicable_where_no_line_gives_a_nature():
    assert not applies(RULE, report("| | Dự án 2 | 100 | 50 | 20 | 20 | |"))


def test_null_amounts_and_natures_are_not_judged():
    rows = "| | Dự án 2 | | 100 | 40 | 60 | | 0 | | 100 | |\n| | Dự án 6 | '13 | 0 | 0 | | | 0 | | 0 | |"
    assert found(RULE, closing(rows)) == []
