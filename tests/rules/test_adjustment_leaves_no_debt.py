"""The rule adjustment_leaves_no_debt, on small tables."""

from tests.rules.sheets import applies, closing, found, report

RULE = "adjustment_leaves_no_debt"


def test_passes_down_to_nothing():
    assert found(RULE, closing("| | Dự án 2 | 12 | 0 | 40 | 60 | -100 | 0 | | 0 | |")) == []


def test_fails_at_the_reduction():
    assert found(RULE, closing("| | Dự án 2 | 12 | -1 | 40 | 60 | -101 | 0 | | 0 | |")) == ["G8"]


def test_not_applicable_to_a_report():
    assert not applies(RULE, report("| | Dự án 2 | 100 | 50 | 20 | 20 | |"))


def test_null_plan_gives_nothing_to_take_from():
    rows = "| | Dự án 2 | 12 | | | | -101 | 0 | | 0 | |\n| | Dự án 6 | 12 | 1 | 1 | | | 0 | | 1 | |"
    assert found(RULE, closing(rows)) == []
