"""Rows whose money was once lost without a word: below a note, above a footnote, over parts that are blank."""

from __future__ import annotations

import pytest
from tests.rules.sheets import closing, decision, errors, judged, report

ROW = "| 1 | Dự án 2: Đa dạng hóa sinh kế | 100 | 50 | 30 | 40 |\n"


def loaded(reading) -> list[int]:
    assert errors(reading) == []
    return [int(row.amount / 10**6) for row in reading.rows]


@pytest.mark.parametrize(
    "below",
    [
        pytest.param("| | Trong đó: mô hình chăn nuôi | 40 | 20 | 10 | 10 |", id="a part"),
        pytest.param("| | Đã nghiệm thu 12 mô hình |\n| | Trong đó: mô hình chăn nuôi | 40 | 20 | 10 | 10 |", id="a note, then a part"),
        pytest.param("| Ghi chú: đã đối chiếu với Kho bạc |\n| (*) Bao gồm 12 triệu đồng tạm ứng |", id="footnotes"),
        pytest.param("| | Đã đối chiếu |\n| | Gồm: 12 triệu đồng tạm ứng |", id="a note, then words like a part's"),
    ],
)  # fmt: skip
def test_what_stands_below_a_row_takes_nothing_from_it(below):
    assert loaded(report(ROW + below)) == [100, 50, 30, 40]


def test_a_part_of_a_row_that_nobody_knows_stays_with_it():
    unknown = "| 2 | Dự án 22: Hạ tầng số | 10 | 5 | 3 | 4 |\n| | Trong đó: mô hình | 4 | 2 | 1 | 1 |"

    assert errors(report(ROW + unknown)) == [("component.unknown", "B7")]


@pytest.mark.parametrize(
    "parts",
    [
        "| - | Tiểu dự án 1 |\n| - | Tiểu dự án 2 |",
        "| - | Tiểu dự án 1 | | | | |",
        "| - | UBND huyện Hương Khê |",
    ],
)
def test_money_that_blank_parts_do_not_split_is_told(parts):
    """The row is no detail, its parts say nothing: it would be loaded nowhere."""
    reading = judged(report(ROW + f"| 2 | Dự án 3 | 600 | 0 | 0 | 0 |\n{parts}"))
    told = [found for found in reading.findings if found.stops]

    assert [(found.rule, found.cell, found.value) for found in told] == [("money_reaches_details", "C7", "600")]
    assert "Hãy điền số của các dòng chi tiết" in told[0].message


def test_it_is_told_of_the_lowest_row_that_holds_it():
    rows = (
        "| I | CTMTQG giảm nghèo bền vững | 600 | 0 | 0 | 0 |\n| 1 | Dự án 3 | 600 | 0 | 0 | 0 |\n| - | Tiểu dự án 1 |"
    )

    assert errors(report(rows)) == [("money_reaches_details", "C7")]


def test_a_blank_part_beside_one_that_says_it_all_is_none():
    rows = "| 1 | Dự án 3 | 600 | 0 | 0 | 0 |\n| - | Tiểu dự án 1 | 600 | 0 | 0 | 0 |\n| - | Tiểu dự án 2 |"

    assert [amount for amount in loaded(report(rows)) if amount] == [600]


def test_units_without_their_shares_in_a_decision():
    rows = "| I | Dự án 2 | | 100 | 90 | 10 |\n| 1 | | Huyện Hương Khê |\n| 2 | | Huyện Vũ Quang |"

    assert errors(decision(rows)) == [("money_reaches_details", "E6")]


def test_parts_without_amounts_in_a_closing_form():
    rows = "| 1 | Dự án 3 | 12 | 100 | 0 | 100 | 0 | 50 | 0 | 50 | 0 |\n| - | Tiểu dự án 1 | 12 |"

    assert errors(closing(rows)) == [("money_reaches_details", "F8")]


@pytest.mark.parametrize(
    ("below", "cell"),
    [
        pytest.param(
            "| | NGƯỜI LẬP | | | | GIÁM ĐỐC |\n| 2 | Dự án 7, Tiểu dự án 1 | 10 | 5 | 3 | 4 |", "C8", id="one row"
        ),
        pytest.param(
            "| | Kế toán đã đối chiếu |\n| 2 | Dự án 6, TDA 1 | '1.234,5 | '2,5 | '3 | '4 |", "C8", id="typed"
        ),
        pytest.param(
            "| | GIÁM ĐỐC |\n| | abc | '1,5 | '2,5 | | |\n| | xyz | '1,5 | '2,5 | | |", "C8", id="rows of numbers"
        ),
    ],
)
def test_rows_below_the_signatures_are_not_left_out(below, cell):
    assert errors(report(ROW + below)) == [("table.rows_below", cell)]


def test_a_number_left_over_below_the_signatures_stops_nothing():
    reading = report(ROW + "| | NGƯỜI LẬP | | | | GIÁM ĐỐC |\n| | Nguyễn Thị Lan | | | | '0912345678 |")

    assert loaded(reading) == [100, 50, 30, 40]
    assert [found.cell for found in reading.findings if found.rule == "table.stray_number"] == ["F8"]
