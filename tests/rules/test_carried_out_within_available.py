"""The rule carried_out_within_available, on small tables."""

from tests.rules.sheets import applies, closing, found, report

RULE = "carried_out_within_available"


def test_passes_up_to_the_plan():
    assert found(RULE, closing("| | Dự án 2 | 12 | 100 | 40 | 60 | | 0 | | 100 | |")) == []


def test_fails_at_the_balance():
    assert found(RULE, closing("| | Dự án 2 | 12 | 100 | 40 | 60 | | 0 | | 101 | |")) == ["J8"]


def test_not_applicable_to_a_report():
    assert not applies(RULE, report("| | Dự án 2 | 100 | 50 | 20 | 20 | |"))


def test_null_plan_is_not_a_plan_of_zero():
    assert (
        found(RULE, closing("| | Dự án 2 | 12 | | | | | 0 | | 101 | |\n| | Dự án 6 | 12 | 1 | 1 | | | | | 1 | |")) == []
    )
