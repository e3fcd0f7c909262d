"""Amounts as people in Viet Nam write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundflow.money import million, percent, vnd


@pytest.mark.parametrize(
    ("amount", "written"),
    [("1234567890", "1.234.567.890"), (0, "0"), ("-0.00", "0"), ("-1234.50", "-1.234,5"), (999, "999"), (1000, "1.000"),
     ("1E+9", "1.000.000.000"), (None, "")],
)  # fmt: skip
def test_dong(amount, written):
    assert vnd(amount) == written


@pytest.mark.parametrize(
    ("amount", "decimals", "written"),
    [("118168000000", None, "118.168"), ("1234567890", None, "1.234,56789"), ("1234567890", 1, "1.234,6"),
     ("1250000", 1, "1,3"), ("-50000", 1, "-0,1"), ("-40000", 1, "0,0"), (None, 1, ""),
     ("0.1", 7, "0,0000001"), ("0.04", 7, "0,0000000"), ("1250000", 0, "1"), ("1500000", 0, "2")],
)  # fmt: skip
def test_million(amount, decimals, written):
    assert million(amount, decimals) == written


@pytest.mark.parametrize(("value", "written"), [("45.25", "45,3%"), (0, "0,0%"), (100, "100,0%"), (None, "")])
def test_percent(value, written):
    assert percent(value) == written


def test_percent_to_the_digit_that_is_asked_for():
    assert percent("0.0000001", 7) == "0,0000001%"
    assert percent("12.345", 0) == "12%"


@given(st.decimals(min_value=-(10**18), max_value=10**18, places=2))
def test_nothing_is_lost_in_writing(amount):
    assert Decimal(vnd(amount).replace(".", "").replace(",", ".")) == amount
    assert Decimal(million(amount).replace(".", "").replace(",", ".")) * 10**6 == amount
