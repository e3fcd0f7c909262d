"""The rule rates_match_amounts, on small tables."""

import pytest
from tests.rules.sheets import applies, findings, found, report

RULE = "rates_match_amounts"


@pytest.mark.parametrize("rate", ["26.7", "0.267", "'26,7%", "40", "20", "27"])
def test_passes_on_every_usual_denominator(rate):
    assert found(RULE, report(f"| | Dự án 2 | 100 | 50 | 20 | 20 | {rate} |")) == []


def test_fails_at_the_rate():
    [wrong] = findings(RULE, report("| | Dự án 2 | 100 | 50 | 20 | 20 | 36.7 |"))

    assert (wrong.cell, wrong.expected) == ("G6", "26,7%")


def test_silent_where_an_amount_is_wrong():
    assert found(RULE, report("| | Dự án 2 | 100 | 50 | 60 | 20 | 36.7 |")) == []


def test_not_applicable_without_rates():
    assert not applies(RULE, report("| | Dự án 2 | 100 | 50 | 20 | 20 | |"))


def test_null_and_zero_plans_have_no_rate():
    assert found(RULE, report("| | Dự án 2 | | 50 | | 20 | 36.7 |\n| | Dự án 6 | 0 | 0 | 0 | 0 | 12 |")) == []
