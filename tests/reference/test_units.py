"""How people write the names of units, on which day."""

from __future__ import annotations

import csv
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

SEEN = Path(__file__).with_name("unit_names_seen.csv")
IN_2023 = date(2023, 9, 30)


def seen() -> list[tuple[str, str]]:
    with SEEN.open(encoding="utf-8", newline="") as file:
        return [(row["text"], row["code"]) for row in csv.DictReader(file)]


def test_names_of_real_workbooks(reference):
    wrong = [
        (text, code, found) for text, code in seen() if (found := reference.unit_by_name(text, IN_2023)).code != code
    ]
    assert len(seen()) > 80
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("UBND huyện Kỳ Anh", "42.447"),
        ("Huyện Kỳ Anh", "42.447"),
        ("UBND THỊ XÃ KỲ ANH", "42.449"),
        ("TX. Kỳ Anh", "42.449"),
        ("TX Ky Anh", "42.449"),
        ("TP Hà Tĩnh", "42.436"),
        ("TP. Hà Tĩnh", "42.436"),
        ("Thành phố Hà Tĩnh", "42.436"),
        ("H. Hương Khê", "42.444"),
        ("Hương Khê", "42.444"),
        ("1. Can Lộc", "42.443"),
        ("a) UBND huyện Can Lộc", "42.443"),
        ("Uỷ ban nhân dân huyện Hương Khê, tỉnh Hà Tĩnh", "42.444"),
        ("Uy ban nhan dan huyen Huong Khe", "42.444"),
        ("Đơn vị: UBND Huyện Kỳ Anh", "42.447"),
        ("Sở LĐTB&XH", "42.SLDTBXH"),
        ("Sở LĐ-TB&XH", "42.SLDTBXH"),
        ("Sở Lao động - TBXH", "42.SLDTBXH"),
        ("SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI TỈNH HÀ TĨNH", "42.SLDTBXH"),
        ("Sở Y tế", "42.SYT"),
        ("Sở Y tế Hà Tĩnh", "42.SYT"),
        ("Sở Y tế tỉnh", "42.SYT"),
        ("T.X Kỳ Anh", "42.449"),
        ("Sở NN&PTNT", "42.SNNPTNT"),
        ("Sở Nông nghiệp & PTNT", "42.SNNPTNT"),
        ("Sở TT&TT", "42.STTTT"),
        ("Ban Dân tộc tỉnh", "42.BDT"),
        ("BAN DÂN TỘC TỈNH HÀ TĨNH", "42.BDT"),
        ("UBND tỉnh Hà Tĩnh", "42.UBND"),
        ("ỦY BAN NHÂN DÂN TỈNH HÀ TĨNH", "42.UBND"),
    ],
)
def test_said_in_2023(reference, text, code):
    assert reference.unit_by_name(text, IN_2023).code == code


@pytest.mark.parametrize("text", ["Kỳ Anh", "h) Kỳ Anh", "Hà Tĩnh"])
def test_a_bare_name_that_two_bear_is_not_guessed(reference, text):
    found = reference.unit_by_name(text, IN_2023)
    assert (found.code, found.how) == (None, "ambiguous")
    assert len(found.suggestions) == 2


@pytest.mark.parametrize(
    "text", ["UBND huyện Quỳnh Lưu", "Sở Văn hóa", "TỔNG CỘNG", "Dự án 2", "UBND", "Huyện", "Tỉnh"]
)
def test_unknown(reference, text):
    found = reference.unit_by_name(text, IN_2023)
    assert (found.code, found.how) == (None, "unknown")


def test_a_near_miss_is_shown_and_not_applied(reference):
    found = reference.unit_by_name("UBND huyện Hương Khe", IN_2023)
    assert (found.code, found.suggestions[0]) == (None, "Huyện Hương Khê (42.444)")


@pytest.mark.parametrize(
    ("text", "on", "code", "how"),
    [
        ("Huyện Lộc Hà", date(2024, 12, 31), "42.448", "name"),
        ("Huyện Lộc Hà", date(2025, 1, 1), "42.448", "retired"),
        ("Lộc Hà", date(2025, 1, 1), "42.448", "retired"),
        ("Lộc Hà", date(2025, 7, 1), "42.18568", "name"),  # the commune of that name
        ("Hương Khê", date(2025, 6, 30), "42.444", "name"),
        ("Hương Khê", date(2025, 7, 1), "42.18496", "name"),
        ("Huyện Hương Khê", date(2025, 7, 1), "42.444", "retired"),
        ("Kỳ Anh", date(2025, 7, 1), "42.18775", "name"),
        ("UBND xã Kỳ Anh", IN_2023, "42.18775", "not_yet"),
        ("P. Thành Sen", date(2026, 1, 1), "42.18073", "name"),
        ("Sở LĐTBXH", date(2025, 3, 1), "42.SLDTBXH", "retired"),
        ("Sở NN&MT", date(2025, 3, 1), "42.SNNMT", "name"),
    ],
)
def test_the_day_decides(reference, text, on, code, how):
    found = reference.unit_by_name(text, on)
    assert (found.code, found.how) == (code, how)


def test_a_retired_unit_names_its_successor(reference):
    assert reference.unit_by_name("Huyện Lộc Hà", date(2025, 1, 1)).suggestions == ("Huyện Thạch Hà (42.445)",)


def test_without_a_day_a_name_of_two_times_is_ambiguous(reference):
    assert reference.unit_by_name("Hương Khê", None).how == "ambiguous"
    assert reference.unit_by_name("Huyện Hương Khê", None).code == "42.444"


def test_units_of_a_day(reference):
    counts = {
        day: (len(reference.units_on(day, "district")), len(reference.units_on(day, "commune")))
        for day in (date(2023, 1, 1), date(2025, 1, 1), date(2025, 7, 1))
    }
    assert counts == {date(2023, 1, 1): (13, 0), date(2025, 1, 1): (12, 0), date(2025, 7, 1): (0, 69)}


def test_another_province_has_its_own_names(with_rows):
    reference = with_rows({"units.csv": ["40.KYANH,Huyện Kỳ Anh,district,,2021-01-01,,,OK,made up"]})
    assert reference.unit_by_name("Huyện Kỳ Anh", IN_2023).code == "42.447"
    assert reference.unit_by_name("Huyện Kỳ Anh", IN_2023, province="40").code == "40.KYANH"


def test_an_alias_holds_in_its_time_only(with_rows):
    reference = with_rows({"unit_aliases.csv": ["42.447,Kỳ Anh,2023-01-01,2024-01-01,OK,a habit of one year"]})
    assert reference.unit_by_name("Kỳ Anh", date(2022, 12, 31)).how == "ambiguous"
    assert reference.unit_by_name("Kỳ Anh", date(2023, 12, 31)).code == "42.447"
    assert reference.unit_by_name("Kỳ Anh", date(2024, 1, 1)).how == "ambiguous"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("UBND huyện Quỳnh Lưu", True),
        ("a) TX Kỳ Anh", True),
        ("Sở Văn hóa", True),
        ("Dự án 2", False),
        ("TỔNG CỘNG", False),
        ("Đơn vị", False),
    ],
)
def test_whether_a_unit_is_meant(reference, text, meant):
    assert reference.looks_like_unit(text) is meant


@given(row=st.sampled_from(seen()), form=st.sampled_from(["NFC", "NFD"]), case=st.sampled_from(["upper", "lower"]))
def test_case_and_unicode_forms_do_not_count(reference, row, form, case):
    text, code = row
    assert reference.unit_by_name(unicodedata.normalize(form, getattr(text, case)()), IN_2023).code == code


@given(text=st.text(max_size=60))
def test_any_text_has_an_answer_and_no_exception(reference, text):
    found = reference.unit_by_name(text, IN_2023)
    assert found.code is None or reference.is_unit(found.code)
    reference.looks_like_unit(text)
