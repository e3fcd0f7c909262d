"""The forms of other voices: the Treasury's reconciliation 01a/02a-SDKP/ĐVDT and the disclosure 44/CK-NSNN."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook
from treasury_books import FLAT, GROUPED, PROGRAMMES, USED, disclosure, treasury

from fundflow.examine import examine

MILLION = 10**6
DISTRICTS = (
    (None, "TỔNG SỐ", 10000, 0, 80000, 0, 5000, 0, 25500, 0),
    ("I", "Ngân sách cấp tỉnh", 0, 0, 10000, 0, 0, 0, 500, 0),
    (1, "Sở Lao động - Thương binh và Xã hội", 0, 0, 10000, 0, 0, 0, 500, 0),
    ("II", "Ngân sách huyện", 10000, 0, 70000, 0, 5000, 0, 25000, 0),
    (1, "Huyện Hương Khê", 10000, None, 30000, None, 5000, None, 20000, None),
    (2, "Huyện Vũ Quang", 0, 0, 40000, 0, 0, 0, 5000, 0),
)


def said(reading) -> list[str]:
    """Each figure other than zero: what it says, in millions, and its cell."""
    return [
        f"{row.component} {row.capital_type} {row.money_year_first}-{row.money_year_last} {row.measure} "
        f"{row.amount / MILLION:f} {row.sheet}!{row.cell}"
        for row in reading.rows
        if row.amount
    ]


def problems(reading) -> list[tuple]:
    return [(found.rule, found.sheet, found.cell) for found in reading.findings if found.severity != "info"]


def in_dong(rows, first: int) -> tuple:
    """The same rows with their money, from that column on, in đồng."""
    return tuple((*row[:first], *(None if cell is None else cell * MILLION for cell in row[first:])) for row in rows)


def reconciliation(path, estimate=FLAT, **said):
    return treasury(path / "doi chieu.xlsx", in_dong(estimate, 4), in_dong(USED, 6), **said)


def placed(reading) -> int:
    return len(reading.rows) + reading.rows_held + sum(reading.ignored.values())


# 01a/02a-SDKP/ĐVDT


def test_a_flat_reconciliation_loads_programme_money_at_projects(tmp_path):
    reading = examine(reconciliation(tmp_path))

    assert problems(reading) == []
    assert (reading.form, reading.source_kind, reading.unit) == ("01a/02a-SDKP/ĐVDT", "treasury", "42.444")
    assert (str(reading.as_of), reading.budget_year) == ("2023-03-31", 2023)
    assert said(reading) == [
        "GNBV.3 SN 2022-2022 carried_in 50 01a!E12",
        "GNBV.3 SN 2023-2023 allocated 900 01a!F12",
        "GNBV.3 SN 2022-2023 disbursed 610 01a!J12",
        "GNBV.2 SN 2023-2023 allocated 300 01a!F13",
        "GNBV.2 SN 2022-2023 disbursed 30 01a!J13",
        "DTTS.9 SN 2023-2023 allocated 100 01a!F14",
        "GNBV.3 SN 2022-2023 advance 40 02a!H12",
    ]


def test_money_of_no_programme_is_counted_and_not_loaded(tmp_path):
    reading = examine(reconciliation(tmp_path))

    assert reading.ignored["outside"] > 0  # 00000, a blank code, and 00610: nobody's here
    assert reading.rows_held == 0
    assert reading.rows_read == placed(reading)


@pytest.mark.parametrize("merged", [True, False])
def test_headings_of_a_grouped_reconciliation_are_sums(tmp_path, merged):
    path = treasury(tmp_path / "nhom.xlsx", in_dong(GROUPED, 4), in_dong(USED, 6), merged=merged)
    reading = examine(path)

    assert problems(reading) == []
    assert [figure for figure in said(reading) if "01a" in figure] == [
        "GNBV.3 SN 2022-2022 carried_in 50 01a!E14",
        "GNBV.3 SN 2023-2023 allocated 900 01a!F14",
        "GNBV.3 SN 2022-2023 disbursed 610 01a!J14",
        "GNBV.2 SN 2023-2023 allocated 300 01a!F15",
        "GNBV.2 SN 2022-2023 disbursed 30 01a!J15",
    ]
    assert reading.rows_read == placed(reading)


def test_spending_is_loaded_from_one_of_the_two_sheets(tmp_path):
    reading = examine(reconciliation(tmp_path))

    assert {row.sheet for row in reading.rows if row.measure == "disbursed"} == {"01a"}
    assert {row.sheet for row in reading.rows if row.measure == "advance"} == {"02a"}


@pytest.mark.parametrize(
    ("period", "day"), [("Quý I", "2023-03-31"), ("Quý 4", "2023-12-31"), ("Tháng 2", "2023-02-28")]
)
def test_the_period_stands_beside_its_year(tmp_path, period, day):
    assert str(examine(reconciliation(tmp_path, period=period)).as_of) == day


@pytest.mark.parametrize("code", ["00473", "0473", "473", 473, 473.0])
def test_a_code_that_lost_its_zeros(tmp_path, code):
    path = reconciliation(tmp_path, ((1, "12", "398", code, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 1),))

    assert "GNBV.3 SN 2023-2023 allocated 1 01a!F12" in said(examine(path))


@pytest.mark.parametrize(
    ("rule", "sheet", "cell", "value"),
    [
        ("totals_equal_details", "01a", "J13", 611 * MILLION),
        ("totals_equal_details", "02a", "L12", 611 * MILLION),
        ("amount.not_a_number", "01a", "F14", "chín trăm"),
    ],
)
def test_a_fault_is_found_at_its_cell(tmp_path, rule, sheet, cell, value):
    path = reconciliation(tmp_path, GROUPED)
    book = load_workbook(path)
    book[sheet][cell] = value
    book.save(path)
    assert problems(examine(path)) == [(rule, sheet, cell)]


def test_the_treasury_counts_in_dong(tmp_path):
    path = reconciliation(tmp_path)
    book = load_workbook(path)
    book["02a"]["K7"] = "Đơn vị tính: triệu đồng"
    book.save(path)
    assert problems(examine(path)) == [("unit_of_money.contradiction", "02a", "K7")]
    book["02a"]["K7"] = "Đơn vị tính: đồng"
    book.save(path)
    assert problems(examine(path)) == []


# 44/CK-NSNN


def test_a_disclosure_gives_each_unit_its_programmes_by_kind_of_money(tmp_path):
    reading = examine(disclosure(tmp_path / "44.xlsx", DISTRICTS))

    assert problems(reading) == []
    assert (reading.form, reading.source_kind, str(reading.as_of)) == ("44/CK-NSNN", "disclosure", "2023-01-01")
    assert [
        f"{row.unit} {figure}" for row, figure in zip((r for r in reading.rows if r.amount), said(reading), strict=True)
    ] == [
        "42.SLDTBXH GNBV SN 2023-2023 allocated 10000 B44!K12",
        "42.SLDTBXH DTTS SN 2023-2023 allocated 500 B44!R12",
        "42.444 GNBV DTPT 2023-2023 allocated 10000 B44!H14",
        "42.444 GNBV SN 2023-2023 allocated 30000 B44!K14",
        "42.444 DTTS DTPT 2023-2023 allocated 5000 B44!O14",
        "42.444 DTTS SN 2023-2023 allocated 20000 B44!R14",
        "42.441 GNBV SN 2023-2023 allocated 40000 B44!K15",
        "42.441 DTTS SN 2023-2023 allocated 5000 B44!R15",
    ]
    assert reading.rows_read == placed(reading)


def test_the_number_of_programmes_varies(tmp_path):
    rows = [row[:6] for row in DISTRICTS]
    reading = examine(disclosure(tmp_path / "44.xlsx", rows, PROGRAMMES[:1]))

    assert problems(reading) == []
    assert {row.component for row in reading.rows} == {"GNBV"}


def test_a_programme_that_nobody_knows_counts_in_the_totals_and_is_told(tmp_path):
    more = [(14, 0, 6, 0), (7, 0, 3, 0), (7, 0, 3, 0), (7, 0, 3, 0), (7, 0, 3, 0), (0, 0, 0, 0)]
    rows = [(*row, *money) for row, money in zip(DISTRICTS, more, strict=True)]
    reading = examine(disclosure(tmp_path / "44.xlsx", rows, (*PROGRAMMES, "CTMTQG phủ xanh đất trống")))

    assert problems(reading) == [("form.column_unknown", "B44", "V8")]
    assert {row.component for row in reading.rows} == {"GNBV", "DTTS"}
    assert reading.rows_read == placed(reading)


@pytest.mark.parametrize("cell", ["K14", "C14", "E10", "J13"])
def test_a_wrong_figure_breaks_its_totals(tmp_path, cell):
    path = disclosure(tmp_path / "44.xlsx", DISTRICTS)
    book = load_workbook(path)
    book["B44"][cell] = book["B44"][cell].value + 1000
    book.save(path)
    assert problems(examine(path)) == [("totals_equal_details", "B44", cell)]
