"""Headers, days and pages as people spoil them: what is wrong is told once, at its place; what is only ugly is read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fundflow.consistency import read_and_judge
from fundflow.forms import load_forms
from fundflow.reader.cells import Cell, Sheet, Workbook
from fundflow.records import Reading
from fundflow.reference import Reference

INCLUDE = Path(__file__).parents[2] / "include"
KNOWLEDGE = (Reference.load(INCLUDE / "reference"), load_forms(INCLUDE / "forms"))
TITLE = "BÁO CÁO GIẢI NGÂN VỐN SỰ NGHIỆP CHƯƠNG TRÌNH GIẢM NGHÈO BỀN VỮNG NĂM 2023"
DAY = "Tính đến 30/9/2023. Đơn vị tính: nghìn đồng"
TOP = "TT | Nội dung | Kế hoạch năm 2023 | Vốn năm trước chuyển sang | | Giải ngân |"
BELOW = "| | | Năm 2021 | Năm 2022 | Vốn năm trước chuyển sang | Vốn năm 2023"
ROWS = ["I | Dự án 2 | 400 | 20 | 30 | 10 | 50", "II | Dự án 6, Tiểu dự án 2 | 600 | 0 | 70 | 5 | 80"]
MERGED = [(3, 4, 3, 5), (3, 6, 3, 7), (3, 1, 4, 1), (3, 2, 4, 2), (3, 3, 4, 3)]


def read(*lines: str, merged: list | None = None) -> Reading:
    """A sheet whose cells are written between bars."""
    rows: dict[int, list[Cell]] = {}
    for row, line in enumerate(lines, start=1):
        for column, text in enumerate(line.split("|"), start=1):
            if text := text.strip().replace("\\n", "\n"):
                kind = "number" if text.isdecimal() and len(text) < 4 else "text"
                rows.setdefault(row, []).append(Cell(row, column, kind, text))
    sheet = Sheet("SN", rows, MERGED if merged is None else merged)
    reading = Reading(file="bc.xlsx", sha256="", folder_unit="42.444")
    return read_and_judge(Workbook("xlsx", [sheet]), reading, *KNOWLEDGE, date(2024, 6, 1))


def errors(reading: Reading) -> list[tuple]:
    return [(found.rule, found.cell) for found in reading.findings if found.severity == "error"]


def test_the_report_as_it_should_be():
    reading = read(TITLE, DAY, TOP, BELOW, *ROWS)

    assert errors(reading) == []
    assert {row.cell: int(row.amount) for row in reading.rows if row.cell[0] in "CG"} == {
        "C5": 400_000, "C6": 600_000, "G5": 50_000, "G6": 80_000,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("top", "below", "cell"),
    [
        pytest.param(TOP, BELOW.replace("| Vốn năm 2023", "|"), "G3", id="under its group"),
        pytest.param(TOP.replace("Kế hoạch năm 2023", ""), BELOW, "C4", id="all that stood over the column"),
    ],
)
def test_a_header_that_was_deleted_is_one_fault_at_its_column(top, below, cell):
    rule, at = errors(read(TITLE, DAY, top, below, *ROWS))[0]

    assert rule == "form.column_unclear"
    assert at[0] == cell[0]
    assert len(errors(read(TITLE, DAY, top, below, *ROWS))) == 1


@pytest.mark.parametrize(
    ("day", "group", "expected"),
    [
        ("Tính đến 30/9/2025", "Giải ngân", [("period.year_differs", "A2")]),
        ("Tính đến 30/9/2025", "Giải ngân đến 30/9/2023", [("period.contradiction", "A2")]),
        ("Tính đến 30/9/2023", "Giải ngân đến 30/9/2025", [("period.contradiction", "F3")]),
    ],
)
def test_of_two_days_the_one_outside_the_budget_year_is_wrong(day, group, expected):
    reading = read(TITLE, f"{day}. Đơn vị tính: nghìn đồng", TOP.replace("Giải ngân", group), BELOW, *ROWS)

    assert errors(reading) == expected


@pytest.mark.parametrize(
    "below",
    [
        pytest.param("| | | | | | Hà Tĩnh, ngày 5\\ntháng 10 năm 2023", id="place and day over two lines"),
        pytest.param("| NGƯỜI\\nLẬP BIỂU | | | | | GIÁM\\nĐỐC", id="words of the signers over two lines"),
    ],
)
def test_what_stands_below_a_table_is_not_read_into_it(below):
    assert errors(read(TITLE, DAY, TOP, BELOW, *ROWS, below)) == []


def test_the_header_of_the_next_page_may_hold_look_alike_letters():
    cyrillic = str.maketrans({"a": "\u0430", "o": "\u043e"})
    reading = read(TITLE, DAY, TOP, BELOW, ROWS[0], TOP.translate(cyrillic), BELOW.translate(cyrillic), ROWS[1])

    assert errors(reading) == []
    assert len(reading.tables) == 1
    assert {row.cell for row in reading.rows} >= {"C5", "C8"}


def test_a_column_left_blank_inside_a_group_is_none():
    top = "TT | Nội dung | Kế hoạch năm 2023 | Vốn năm trước chuyển sang năm 2023 | | | Giải ngân |"
    below = "| | | Năm 2021 | | Năm 2022 | Vốn năm trước chuyển sang | Vốn năm 2023"
    merged = [(3, 4, 3, 6), (3, 7, 3, 8), (3, 1, 4, 1), (3, 2, 4, 2), (3, 3, 4, 3)]
    reading = read(TITLE, DAY, top, below, "I | Dự án 2 | 400 | 20 | | 30 | 10 | 50", merged=merged)

    assert errors(reading) == []
    assert {row.cell for row in reading.rows} == {"C5", "D5", "F5", "G5", "H5"}


@pytest.mark.parametrize(
    ("words", "scale"),
    [
        ("ĐVT: 1.000.000 đồng", 10**6),
        ("Đơn vị tính: triệu", 10**6),
        ("(Triệu)", 10**6),
        ("Đơn vị tính: 1000 đồng VN", 1000),
        ("ĐVT: tr. đồng VN", 10**6),
        ("ĐVT: đ", 1),
        ("Đơn vị tính: Việt Nam đồng", 1),
    ],
)
def test_units_of_money_as_people_write_them(words, scale):
    reading = read(TITLE, f"Tính đến 30/9/23 | {words}", TOP, BELOW, *ROWS)

    assert errors(reading) == []
    assert reading.as_of == date(2023, 9, 30)
    assert {row.amount for row in reading.rows if row.cell == "C5"} == {400 * scale}


@pytest.mark.parametrize("typed", ["350¹", "350²", "12\\n350", "350 ①"])
def test_a_footnote_or_a_second_line_is_no_digit_of_an_amount(typed):
    """ "350¹" is no 3501, and "12" above "350" no 12350."""
    reading = read(TITLE, DAY, TOP, BELOW, ROWS[0].replace("400", typed), ROWS[1])

    assert errors(reading) == [("amount.not_a_number", "C5")]
