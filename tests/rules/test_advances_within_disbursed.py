"""The rule advances_within_disbursed, on small tables."""

from tests.rules.sheets import applies, closing, found, report

RULE = "advances_within_disbursed"


def test_passes_up_to_what_was_spent():
    assert found(RULE, closing("| | Dự án 2 | 12 | 100 | 40 | 60 | | 30 | | 70 | 30 |")) == []


def test_fails_at_the_advance():
    assert found(RULE, closing("| | Dự án 2 | 12 | 100 | 40 | 60 | | 30 | | 70 | 31 |")) == ["K8"]


def test_not_applicable_to_a_report():
    assert not applies(RULE, report("| | Dự án 2 | 100 | 50 | 20 | 20 | |"))


def test_null_spending_says_nothing():
    rows = "| | Dự án 2 | 12 | 100 | 40 | 60 | | | | 100 | 31 |\n| | Dự án 6 | 12 | 9 | 9 | | | 1 | | 8 | |"
    assert found(RULE, closing(rows)) == []
