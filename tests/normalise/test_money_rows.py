"""Rows whose name is a kind of money: groups over projects, shares of one project."""

from __future__ import annotations

import pytest
from tests.rules.sheets import TITLE, errors, report

OF_BOTH = "BÁO CÁO GIẢI NGÂN CHƯƠNG TRÌNH MTQG GIẢM NGHÈO BỀN VỮNG NĂM 2023"
OF_ALL = "BÁO CÁO GIẢI NGÂN CÁC CHƯƠNG TRÌNH MỤC TIÊU QUỐC GIA NĂM 2023"


def plans(reading) -> list[tuple]:
    """(component, capital type, level, million đồng) of the year's plan."""
    assert errors(reading) == []
    rows = [row for row in reading.rows if row.measure == "allocated"]
    return [(row.component, row.capital_type, row.budget_level, int(row.amount / 10**6)) for row in rows]


def test_capital_types_head_the_projects():
    rows = """
        | | TỔNG CỘNG                           | 900 | 0 | 0 | 300 |
        | A | VỐN ĐẦU TƯ PHÁT TRIỂN             | 500 | 0 | 0 | 200 |
        | 1 | Dự án 4, TDA 3: Việc làm bền vững | 500 | 0 | 0 | 200 |
        | | Cộng vốn đầu tư                     | 500 | 0 | 0 | 200 |
        | B | KINH PHÍ SỰ NGHIỆP                | 400 | 0 | 0 | 100 |
        | 1 | Dự án 2: Đa dạng hóa sinh kế      | 100 | 0 | 0 | 40  |
        | 2 | Dự án 4, TDA 3: Việc làm bền vững | 300 | 0 | 0 | 60  |"""

    assert plans(report(rows, title=OF_BOTH)) == [
        ("GNBV.4.3", "DTPT", None, 500),
        ("GNBV.2", "SN", None, 100),
        ("GNBV.4.3", "SN", None, 300),
    ]


def test_capital_types_within_a_programme_end_with_it():
    rows = """
        | A | CTMTQG giảm nghèo bền vững            | 900 | 0 | 0 | 0 |
        | I | Nguồn vốn đầu tư                      | 500 | 0 | 0 | 0 |
        | 1 | Dự án 4, Tiểu dự án 3                 | 500 | 0 | 0 | 0 |
        | II | Vốn sự nghiệp                        | 400 | 0 | 0 | 0 |
        | 1 | Dự án 2                               | 400 | 0 | 0 | 0 |
        | B | CTMTQG phát triển KT-XH vùng đồng bào DTTS và miền núi | 70 | 0 | 0 | 0 |"""

    said = report(f"{rows}\n| I | Vốn đầu tư | 70 | 0 | 0 | 0 |\n| 1 | Dự án 9, TDA 1 | 70 | 0 | 0 | 0 |", title=OF_ALL)
    assert plans(said) == [
        ("GNBV.4.3", "DTPT", None, 500),
        ("GNBV.2", "SN", None, 400),
        ("DTTS.9.1", "DTPT", None, 70),
    ]
    unsaid = report(f"{rows}\n| 1 | Dự án 9, TDA 1 | 70 | 0 | 0 | 0 |", title=OF_ALL)
    assert ("capital_type.missing", "A2") in errors(unsaid)


def test_shares_of_one_project():
    rows = """
        | 1 | Dự án 4                        | 900 | 0 | 0 | 0 |
        | a | Tiểu dự án 3: Việc làm bền vững | 900 | 0 | 0 | 0 |
        | - | Vốn đầu tư                     | 500 | 0 | 0 | 0 |
        | - | Vốn sự nghiệp                  | 400 | 0 | 0 | 0 |
        | + | NSTW                           | 380 | 0 | 0 | 0 |
        | + | Nguồn vốn ngân sách tỉnh       | 20  | 0 | 0 | 0 |"""

    assert plans(report(rows, title=OF_BOTH)) == [
        ("GNBV.4.3", "DTPT", None, 500),
        ("GNBV.4.3", "SN", "TW", 380),
        ("GNBV.4.3", "SN", "TINH", 20),
    ]


def test_the_levels_of_a_whole_are_parts_beside_its_sub_projects():
    rows = """
        | 1 | Dự án 3       | 900 | 0 | 0 | 0 |
        | - | NSTW          | 800 | 0 | 0 | 0 |
        | - | NSĐP          | 100 | 0 | 0 | 0 |
        | a | Tiểu dự án 1  | 500 | 0 | 0 | 0 |
        | b | Tiểu dự án 2  | 400 | 0 | 0 | 0 |"""

    assert plans(report(rows)) == [("GNBV.3.1", "SN", None, 500), ("GNBV.3.2", "SN", None, 400)]


def test_blank_shares_take_nothing_from_their_project():
    assert plans(report("| 1 | Dự án 2 | 900 | 0 | 0 | 0 |\n| - | NSTW |\n| - | NS tỉnh |")) == [
        ("GNBV.2", "SN", None, 900)
    ]


@pytest.mark.parametrize(
    ("title", "rows", "told"),
    [
        pytest.param(
            TITLE, "| 1 | Dự án 2 | 900 | 0 | 0 | 0 |\n| - | NSTW | 800 | 0 | 0 | 0 |",
            ("totals_equal_details", "C6"), id="a share is left out",
        ),
        pytest.param(
            TITLE, "| A | NGÂN SÁCH TRUNG ƯƠNG | 900 | 0 | 0 | 0 |\n| 1 | Dự án 2 | 900 | 0 | 0 | 0 |",
            ("component.unknown", "B6"), id="levels head the projects",
        ),
        pytest.param(
            TITLE, "| 1 | Dự án 2 | 900 | 0 | 0 | 0 |\n| B | VỐN ĐẦU TƯ | 70 | 0 | 0 | 0 |\n| 1 | Dự án 4, TDA 3 | 70 | 0 | 0 | 0 |",
            ("totals_equal_details", "C6"), id="only the second group has its heading",
        ),
        pytest.param(
            OF_BOTH, "| I | Huyện Vũ Quang | 70 | 0 | 0 | 0 |\n| 1 | Vốn đầu tư | 70 | 0 | 0 | 0 |\n| - | Dự án 4, TDA 3 | 70 | 0 | 0 | 0 |",
            ("unit.unknown", "B7"), id="below a unit",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_told_apart_stops_the_file(title, rows, told):
    assert told in errors(report(rows, title=title))
