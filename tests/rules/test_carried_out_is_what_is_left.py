"""The rule carried_out_is_what_is_left, on small tables."""

import pytest
from tests.rules.sheets import CLOSING_HEADER, applies, closing, found

RULE = "carried_out_is_what_is_left"
WITHOUT_TOTAL = CLOSING_HEADER.replace("| Dự toán năm được chi: Tổng số ", "")


@pytest.mark.parametrize("balance", ["60", "70"])
def test_passes_on_both_readings_of_the_form(balance):
    assert found(RULE, closing(f"| | Dự án 2 | '12 | 40 | 60 | | 30 | 10 | {balance} | |", header=WITHOUT_TOTAL)) == []


def test_fails_at_the_balance():
    assert found(RULE, closing("| | Dự án 2 | '12 | 40 | 60 | | 30 | 10 | 65 | |", header=WITHOUT_TOTAL)) == ["I8"]


def test_not_applicable_where_the_form_prints_the_total():
    assert not applies(RULE, closing("| | Dự án 2 | '12 | 100 | 40 | 60 | | 30 | 10 | 65 | |"))


def test_null_spending_leaves_the_balance_unknown():
    rows = "| | Dự án 2 | '12 | 40 | 60 | | | 10 | 65 | |\n| | Dự án 6 | '12 | 1 | | | 1 | | 0 | |"
    assert found(RULE, closing(rows, header=WITHOUT_TOTAL)) == []
