"""A file speaks for one unit: what another unit's name stands over is told."""

from __future__ import annotations

import pytest
from tests.rules.sheets import TITLE, findings, report

ROW = "| 1 | Dự án 2: Đa dạng hóa sinh kế | 100 | 50 | 30 | 40 |"
SECOND = f"""
== {{name}} ==
{{letterhead}}
{TITLE}
(Số liệu đến ngày 30/9/2023)
Đơn vị tính: triệu đồng
| TT | Nội dung | Kế hoạch vốn năm 2023 | Vốn năm 2022 chuyển sang | Giải ngân vốn 2022 chuyển sang | Giải ngân vốn năm 2023 |
| 1 | Dự án 3, Tiểu dự án 1 | 70 | 0 | 0 | 40 |"""


def told(reading) -> list[tuple]:
    rules = ("unit.another_sheet", "unit.another_named")
    return [(f.rule, f.sheet, f.cell, f.value) for rule in rules for f in findings(rule, reading)]


def test_a_sheet_under_another_letterhead_stops_the_file():
    reading = report(ROW + SECOND.format(name="Biểu 2", letterhead="UBND HUYỆN VŨ QUANG"))

    assert told(reading) == [("unit.another_sheet", "Biểu 2", "A1", "42.441")]
    assert not reading.accepted


@pytest.mark.parametrize(
    ("letterhead", "title"),
    [("UBND HUYỆN HƯƠNG KHÊ", f"{TITLE} CỦA HUYỆN VŨ QUANG"), ("UBND HUYỆN HƯƠNG KHÊ", f"{TITLE} TRÊN ĐỊA BÀN HUYỆN VŨ QUANG")],
)  # fmt: skip
def test_a_title_left_over_from_another_unit(letterhead, title):
    assert told(report(ROW, letterhead=letterhead, title=title)) == [("unit.another_named", "Biểu", "A2", "42.441")]


def test_a_sheet_called_like_another_unit():
    reading = report(ROW + SECOND.format(name="Vũ Quang", letterhead="Biểu số 2"))

    assert told(reading) == [("unit.another_named", "Vũ Quang", None, "42.441")]
    assert reading.accepted


@pytest.mark.parametrize(
    ("letterhead", "title", "name"),
    [
        ("UBND TỈNH HÀ TĨNH\nUBND HUYỆN HƯƠNG KHÊ", TITLE, "Hương Khê"),
        ("UBND HUYỆN HƯƠNG KHÊ", f"{TITLE} CỦA HUYỆN HƯƠNG KHÊ", "KPSN"),
        ("Kính gửi: Sở Y tế", f"{TITLE} CỦA TỈNH HÀ TĨNH", "Biểu 2"),
    ],
)
def test_its_own_names_and_the_provinces_are_none(letterhead, title, name):
    second = SECOND.format(name=name, letterhead="UBND HUYỆN HƯƠNG KHÊ")

    assert told(report(ROW + second, letterhead=letterhead, title=title)) == []
