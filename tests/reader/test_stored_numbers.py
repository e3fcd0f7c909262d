"""The digits that a file stores, and the exact number that a person meant."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundflow.addresses import column_index, column_letters, seen_from
from fundflow.reader.cells import Cell
from fundflow.reader.numbers import day_of_serial, float_digits, meaning_of_format, plain_digits, time_text


@pytest.mark.parametrize(("stored", "meant"), [
    ("0", "0"), ("007", "007"), ("+5", "5"), ("-0.0", "0"), ("5.", "5"), (".5", "0.5"), ("1.50", "1.5"),
    ("0.30000000000000004", "0.3"), ("118168.00000000001", "118168"), ("1E3", "1000"), ("1e-7", "0.0000001"),
    ("1.2345678901234501E+17", "123456789012345000"), ("12345678901234567", "12345678901234567"),
    ("", None), ("abc", None), ("1,5", None), ("１２", None), ("²", None), ("0x1F", None), ("--5", None),
    ("1e9999", None), ("inf", None), ("nan", None), ("1_000", None),
])  # fmt: skip
def test_stored_digits(stored, meant):
    assert plain_digits(stored) == meant


@given(st.integers(-(10**20), 10**20))
def test_a_whole_number_keeps_every_digit(number):
    assert Decimal(plain_digits(str(number))) == number


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=3))
def test_a_decimal_of_up_to_15_digits_survives_the_binary_fraction_that_excel_makes_of_it(number):
    """Excel stores the nearest double and writes 17 digits of it."""
    assert Decimal(plain_digits(f"{float(number):.17g}")) == number
    assert Decimal(float_digits(float(number))) == number


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_double_becomes_digits_without_an_exponent(number):
    digits = float_digits(number)
    if digits is not None:
        assert set(digits) <= set("-.0123456789")
        assert Cell(1, 1, "number", digits).number == Decimal(digits)


@given(st.dates(date(1900, 3, 1), date(9999, 12, 31)))
def test_days_of_the_1900_system(day):
    serial = (day - date(1899, 12, 30)).days
    assert day_of_serial(str(serial), epoch_1904=False)[0] == day


@given(st.dates(date(1904, 1, 2), date(9999, 12, 31)))
def test_days_of_the_1904_system(day):
    assert day_of_serial(str((day - date(1904, 1, 1)).days), epoch_1904=True)[0] == day


def test_a_second_before_midnight_is_the_same_day():
    assert day_of_serial("45199.99999", epoch_1904=False) == (date(2023, 9, 30), "30/09/2023 23:59")
    assert date(2023, 9, 30) + timedelta(1) == day_of_serial("45200", epoch_1904=False)[0]


@pytest.mark.parametrize("serial", ["0", "0.5", "-1", "60", "60.5", "2958466", "1000000000000"])
def test_numbers_that_are_no_day(serial):
    assert day_of_serial(serial, epoch_1904=False) is None


@pytest.mark.parametrize(("code", "meaning"), [
    ("General", None), ("#,##0", None), ("0.00%", None), ('#,##0 "đồng"', None), ('_-* #,##0 _₫_-;-* #,##0 _₫_-', None),
    ("[Red]#,##0", None), ("#,##0\\ \\d", None), ('"ngày" 0', None), ("0.0E+00", None), ("@", None),
    ("[$-42A]#,##0", None),
    ("dd/mm/yyyy", "date"), ("[$-42A]dd mmmm yyyy", "date"), ("mmm-yy", "date"), ("yyyy", "date"), ("mm", "date"),
    ("d/m/yyyy h:mm", "date"), ("h:mm", "time"), ("mm:ss", "time"), ("[h]:mm", "elapsed"), ('"Quý" q', None),
    ("#,##0;[Red]dd", None),
    ("#,##0,", "thousands"), ("#,##0.0,,", "millions"), ("0,,,", "billions"), ("#,##0,.0", "thousands"),
    ('_-* #,##0.0,,\\ "tr"_-;-* #,##0', "millions"), ('#,##0 "tr,"', None), ("_(* #,##0_);_(* (#,##0,)", None),
])  # fmt: skip
def test_what_a_number_format_means(code, meaning):
    assert meaning_of_format(code) == meaning


def test_times_of_day_and_times_that_count_on():
    assert (time_text("1.75", elapsed=False), time_text("1.75", elapsed=True)) == ("18:00", "42:00")


@given(st.integers(1, 16384))
def test_columns_and_letters(index):
    assert column_index(column_letters(index)) == index
    assert column_index(column_letters(index).lower()) == index


def test_a_cell_of_another_sheet_is_named_with_its_sheet():
    assert seen_from("SN", "SN", "E9") == "E9"
    assert seen_from("SN", "Trang 2 (phòng LĐ'TBXH)", "E9") == "'Trang 2 (phòng LĐ''TBXH)'!E9"
