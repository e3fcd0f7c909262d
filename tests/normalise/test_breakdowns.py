"""Rows that break a sub-project down into activities or communes: parts of it if they add up, unknown if not."""

from __future__ import annotations

import pytest
from tests.rules.sheets import errors, judged, report

WHOLE = "| 1 | Dự án 2: Đa dạng hóa sinh kế | 100 | 50 | 30 | 40 |\n"
NEXT = "\n| 2 | Dự án 7, Tiểu dự án 2 | 10 | 5 | 3 | 4 |"


@pytest.mark.parametrize(
    "parts",
    [
        "| - | Hỗ trợ mô hình nuôi bò | 60 | 50 | 30 | 40 |\n| - | Hỗ trợ mô hình nuôi ong | 40 | 0 | - | |",
        "| - | Hỗ trợ mô hình nuôi bò | 60 |\n| - | Hỗ trợ mô hình nuôi ong | 40 |",
        "| - | Hỗ trợ mô hình nuôi bò | 100 | 50 | 30 | 40 |\n| | Trong đó: con giống | 20 | | | |",
        "| - | Xã Hương Liên | 60 | 50 | 30 | 40 |\n| - | Thị trấn Hương Khê cũ | 40 |",
    ],
    ids=["activities", "of one column only", "one with a part of its own", "communes"],
)
def test_parts_that_add_up_are_not_loaded(parts):
    reading = report(WHOLE + parts + NEXT)

    assert errors(reading) == []
    assert [int(row.amount / 10**6) for row in reading.rows] == [100, 50, 30, 40, 10, 5, 3, 4]
    assert [(f.rule, f.cell) for f in reading.findings if f.rule == "row.breakdown"] == [("row.breakdown", "B7")]


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ("| - | Nuôi bò | 60 | 50 | 30 | 40 |\n| - | Nuôi ong | 50 |", [("component.unknown", "B7"), ("component.unknown", "B8")]),
        ("| - | Nuôi bò | 100 | 50 | 30 | 41 |", [("component.unknown", "B7")]),
        ("| - | Nuôi ong | khoảng 100 |", [("component.unknown", "B7"), ("amount.not_a_number", "C7")]),
        ("| 2 | Dự án 22: Hạ tầng số | 100 | 50 | 30 | 40 |", [("component.unknown", "B7")]),
    ],
    ids=["too much", "one column off", "not a number", "called like a project"],
)  # fmt: skip
def test_what_does_not_add_up_is_unknown(parts, told):
    assert errors(report(WHOLE + parts + NEXT)) == told


def test_below_a_project_with_sub_projects_nothing_is_taken_for_its_parts():
    rows = "| 1 | Dự án 3 | 100 | 50 | 30 | 40 |\n| - | Hỗ trợ chăn nuôi | 100 | 50 | 30 | 40 |"

    assert ("component.unknown", "B7") in errors(report(rows))


def test_elsewhere_than_in_a_districts_report_a_place_is_a_unit():
    rows = WHOLE + "| - | Xã Hương Liên | 100 | 50 | 30 | 40 |"
    reading = judged(report(rows, letterhead="SỞ Y TẾ", folder_unit="42.SYT"))

    assert ("unit.unknown", "B7") in [(found.rule, found.cell) for found in reading.findings]
