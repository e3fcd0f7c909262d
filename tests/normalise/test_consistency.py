"""Numbers that can be read in two ways: decided by the rest of the file, or refused with both readings."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from fundflow.consistency import read_and_judge
from fundflow.forms import load_forms
from fundflow.reader.cells import Cell, Sheet, Workbook
from fundflow.records import Reading
from fundflow.reference import Reference

INCLUDE = Path(__file__).parents[2] / "include"
HEADER = ["TT", "Nội dung", "Kế hoạch năm 2023", "Vốn năm 2022 chuyển sang", "Tổng vốn", "Giải ngân vốn chuyển sang",
          "Giải ngân vốn năm 2023", "Tỷ lệ (%)"]  # fmt: skip


def workbook_of(*rows) -> Workbook:
    """A report in triệu đồng with these rows; text is typed text, a Decimal is a number."""
    lines = [["BÁO CÁO GIẢI NGÂN VỐN SỰ NGHIỆP CHƯƠNG TRÌNH GIẢM NGHÈO BỀN VỮNG NĂM 2023"],
             ["Tính đến 30/9/2023. Đơn vị tính: triệu đồng"], HEADER, *rows]  # fmt: skip
    cells = {
        row: [
            Cell(row, column, "text" if isinstance(value, str) else "number", str(value))
            for column, value in enumerate(values, start=1)
            if value is not None
        ]
        for row, values in enumerate(lines, start=1)
    }
    return Workbook("xlsx", [Sheet("SN", cells)])


def judged(workbook: Workbook) -> Reading:
    reading = Reading(file="bc.xlsx", sha256="", folder_unit="42.444")
    return read_and_judge(
        workbook, reading, Reference.load(INCLUDE / "reference"), load_forms(INCLUDE / "forms"), date(2023, 10, 5)
    )


def read(*rows) -> Reading:
    return judged(workbook_of(*rows))


def problems(reading: Reading) -> list[tuple]:
    return [(found.rule, found.cell) for found in reading.findings if found.severity == "error"]


def amount(reading: Reading, cell: str) -> Decimal:
    return next(row.amount for row in reading.rows if row.cell == cell)


D = Decimal


def test_a_total_typed_as_a_number_decides():
    reading = read(["I", "Dự án 2", "686.410", None, D("686.41"), None, None, None])

    assert problems(reading) == []
    assert amount(reading, "C4") == 686_410_000


def test_the_sum_of_the_rows_decides():
    reading = read(
        ["I", "Dự án 2", "686.410", None, None, None, None, None],
        ["II", "Dự án 3, Tiểu dự án 1", D(3000), None, None, None, None, None],
        [None, "Tổng cộng", D(689410), None, None, None, None, None],
    )

    assert problems(reading) == []
    assert amount(reading, "C4") == 686_410_000_000


def test_spending_cannot_exceed_its_plan():
    reading = read(["I", "Dự án 2", D(700), None, None, None, "686.410", None])

    assert problems(reading) == []
    assert amount(reading, "G4") == 686_410_000


def test_a_rate_decides():
    reading = read(["I", "Dự án 2", D(1372820), None, None, None, "686.410", D("50.0")])

    assert problems(reading) == []
    assert amount(reading, "G4") == 686_410_000_000


@pytest.mark.parametrize(
    ("plan", "spent", "cell", "value", "style"),
    [
        (D(686410), "343.205", "G4", "343.205", "1.234,5 (vi-VN)"),
        ("686.410", D("343.205"), "C4", "686.410", "1,234.5 (en-US)"),
    ],
)
def test_the_decision_is_told_at_the_first_number_it_was_made_for(plan, spent, cell, value, style):
    reading = read(["I", "Dự án 2", plan, None, None, None, spent, D("50.0")])

    [told] = [found for found in reading.findings if found.rule == "amount.style_decided"]
    assert (told.sheet, told.cell, told.value, told.expected) == ("SN", cell, value, style)


def test_a_typed_rate_alone_decides():
    """Spending may be 343 million or 343 billion of 686.41: only the rate says which."""
    reading = read(["I", "Dự án 2", D("686410"), None, None, None, "137.282", D("20.0")])

    assert problems(reading) == []
    assert amount(reading, "G4") == 137_282_000_000


def test_warnings_that_compare_nothing_decide_nothing():
    """A note column's absence, a rate above its bounds: said of both readings alike."""
    reading = read(["I", "Dự án 2", D("2000000"), None, None, None, "1.999", None])

    assert problems(reading) == [("amount.ambiguous", "G4")]


@pytest.mark.parametrize("spent", ["1.234,5", "0,5"])
def test_another_typed_number_of_the_file_decides(spent):
    reading = read(["I", "Dự án 2", "686.410", None, None, None, spent, None])

    assert problems(reading) == []
    assert amount(reading, "C4") == 686_410_000_000


def test_without_evidence_both_readings_are_shown():
    reading = read(["I", "Dự án 2", "686.410", None, None, None, "343.205", None])

    assert problems(reading) == [("amount.ambiguous", "C4"), ("amount.ambiguous", "G4")]
    assert "686410 (vi-VN) / 686.410 (en-US)" in reading.findings[0].message


def test_an_unlikely_amount_is_no_evidence():
    """0.05 million đồng would be strange, but the file does not speak against it."""
    assert ("amount.ambiguous", "C4") in problems(read(["I", "Dự án 2", "5.410", None, None, None, None, None]))


@pytest.mark.parametrize(
    ("typed", "kept"), [("686.410", True), ("686.410 %", True), ("686.410,5", False), ("(7)", False), ("-", False)]
)
def test_rows_are_kept_only_where_a_number_may_have_to_be_read_again(typed, kept):
    numbers = [f"({number})" for number in range(1, 9)]
    workbook = workbook_of(numbers, ["I", "Dự án 2", typed, D(5), None, None, None, None])
    judged(workbook)

    assert (5 in workbook.sheets[0].rows) is kept
