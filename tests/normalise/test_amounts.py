"""Numbers as they are typed: one grammar, both styles, nothing guessed, nothing lost."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.sheets import errors, report

from fundflow.amounts import Style, TypedNumber, parse, style_of
from fundflow.money import vnd

D = Decimal


@pytest.fixture(autouse=True)
def nothing_remembered():
    """What an earlier test has read is read anew."""
    parse.cache_clear()


@pytest.mark.parametrize(
    ("text", "comma", "point"),
    [
        ("0", "0", "0"),
        ("12", "12", "12"),
        ("1.234", "1234", "1.234"),
        ("1,234", "1.234", "1234"),
        ("12,34", "12.34", None),
        ("12.34", None, "12.34"),
        ("0.234", None, "0.234"),  # nobody groups behind a zero
        ("0,234", "0.234", None),
        ("1.234.567", "1234567", None),
        ("1,234,567", None, "1234567"),
        ("1.234.567,89", "1234567.89", None),
        ("1,234,567.89", None, "1234567.89"),
        ("123.456,7", "123456.7", None),
        ("1234.567", None, "1234.567"),  # four digits are no group
        ("1234,567", "1234.567", None),
        ("1 234 567", "1234567", "1234567"),
        ("1 234,5", "1234.5", None),
        ("1'234.5", None, "1234.5"),
        ("1’234.5", None, "1234.5"),
        ("-1.234", "-1234", "-1.234"),
        ("−12", "-12", "-12"),
        ("–12", "-12", "-12"),
        ("+12", "12", "12"),
        ("(1.234,5)", "-1234.5", None),
        ("  7  ", "7", "7"),
        ("１２", "12", "12"),  # full width
        ("007", "7", "7"),
    ],
)
def test_what_a_text_can_mean(text, comma, point):
    assert parse(text) == TypedNumber(comma and D(comma), point and D(point))


@pytest.mark.parametrize(
    "text",
    ["", " ", "-", "()", "(12", "12)", "khoảng 350", "HT 9/2023", "12 triệu", "②", "m²", "1..2", "1,.2", ".5", "5.", "5,",
     "1.23.456", "1.234.56", "1.2345.678", "12 34", "1 2345", "1 23", "1,234.567,8", "1.234,567.8", "1e5", "12%", "0x10",
     "1.234,5,6", "350¹", "1.234.567²", "100\n200", "12-", "1-2", "0.234.567", ".123.456", "1234.567.890"],
)  # fmt: skip
def test_what_is_no_number(text):
    assert parse(text) is None


@pytest.mark.parametrize(
    ("text", "style", "value"),
    [
        ("1.234", Style.COMMA, "1234"),
        ("1.234", Style.POINT, "1.234"),
        ("1.234", None, None),  # two amounts: refused
        ("12,5", None, "12.5"),
        ("12.5", None, "12.5"),
        ("12,5", Style.POINT, "12.5"),  # the file's style does not allow it: the only amount there is
        ("12.5", Style.COMMA, "12.5"),
        ("350", None, "350"),
    ],
)
def test_the_amount_under_a_style(text, style, value):
    assert parse(text).value(style) == (value and D(value))


@pytest.mark.parametrize(("text", "ambiguous"), [("1.234", True), ("1,234", True), ("12", False), ("12,5", False)])
def test_what_can_mean_two_amounts(text, ambiguous):
    assert parse(text).ambiguous is ambiguous


@pytest.mark.parametrize(
    ("texts", "style"),
    [
        ([], None),
        (["12", "1.234", "khoảng"], None),
        (["1.234", "12,5"], Style.COMMA),
        (["1,234,567", "12"], Style.POINT),
        (["khoảng", "1.234", "12.5"], Style.POINT),
        (["12,5", "12.5"], None),
    ],
)
def test_the_style_that_unambiguous_numbers_follow(texts, style):
    assert style_of(texts) is style


@pytest.mark.parametrize(("name", "style"), [("comma", Style.COMMA), ("point", Style.POINT), (None, None), ("", None)])
def test_the_style_a_form_declares(name, style):
    assert Style.of(name) is style


@pytest.mark.parametrize(
    ("styles", "shared"),
    [
        ([], None),
        ([None, None], None),
        ([Style.COMMA, None], Style.COMMA),
        ([Style.POINT, Style.POINT], Style.POINT),
        ([Style.COMMA, Style.POINT], None),
    ],
)
def test_the_style_that_all_agree_on(styles, shared):
    assert Style.shared(styles) is shared


AMOUNTS = st.decimals(min_value=-(10**15), max_value=10**15, places=2)


@given(AMOUNTS)
def test_what_is_written_the_vietnamese_way_is_read_back(amount):
    assert parse(vnd(amount)).value(Style.COMMA) == amount


@given(AMOUNTS)
def test_what_is_written_the_american_way_is_read_back(amount):
    assert parse(f"{amount:,}").value(Style.POINT) == amount


@given(AMOUNTS.filter(lambda amount: amount != 0))
def test_parentheses_take_away(amount):
    assert parse(f"({vnd(abs(amount))})").value(Style.COMMA) == -abs(amount)


@given(st.text(alphabet="0123456789.,' ()-+−", max_size=12))
def test_a_text_means_an_amount_of_its_own_digits_or_nothing(text):
    number = parse(text)
    digits = "".join(filter(str.isdigit, text)).lstrip("0")
    for value in (number.comma, number.point) if number else ():
        assert value is None or "".join(filter(str.isdigit, f"{value:f}")).lstrip("0") == digits


@pytest.mark.parametrize(
    "typed",
    [
        "1.020,5 trđ",
        "1.020,5 tr.đ",
        "1.020,5tr",
        "1.020,5 triệu đồng",
        "1.020.500.000 đ",
        "1.020.500.000 ₫",
        "\u200f1.020.500.000\u2060 đ",
    ],
)
def test_an_amount_with_its_own_unit(typed):
    reading = report(f"| 1 | Dự án 2: Đa dạng hóa sinh kế | {typed} | 0 | 0 | '12,5 |")

    assert errors(reading) == []
    assert [int(row.amount) for row in reading.rows if row.measure == "allocated"] == [1_020_500_000]
