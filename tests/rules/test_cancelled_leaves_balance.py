"""The rule cancelled_leaves_balance, on small tables."""

from tests.rules.sheets import applies, closing, found, report

RULE = "cancelled_leaves_balance"


def test_passes_where_the_cancelled_money_is_taken_off():
    assert found(RULE, closing("| | Dự án 2 | '12 | 100 | 40 | 60 | | 30 | 10 | 60 | |")) == []


def test_fails_at_the_balance_that_still_holds_it():
    assert found(RULE, closing("| | Dự án 2 | '12 | 100 | 40 | 60 | | 30 | 10 | 70 | |")) == ["J8"]


def test_not_applicable_to_a_report():
    assert not applies(RULE, report("| | Dự án 2 | 100 | 50 | 20 | 20 | |"))


def test_null_and_zero_cancellations_are_not_judged():
    rows = "| | Dự án 2 | '12 | 100 | 40 | 60 | | 30 | | 70 | |\n| | Dự án 6 | '12 | 1 | 1 | | | 0 | 0 | 1 | |"
    assert found(RULE, closing(rows)) == []
