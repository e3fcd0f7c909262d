"""Several faults in one file are told one by one; sound lines between them are left alone; limits are meant exactly."""

from __future__ import annotations

import pytest
from tests.rules.sheets import CLOSING_HEADER, REPORT_HEADER, TITLE, closing, decision, findings, found, report

INVESTMENT = TITLE.replace("KINH PHÍ SỰ NGHIỆP", "VỐN ĐẦU TƯ PHÁT TRIỂN")
WITH_ESTIMATE = REPORT_HEADER.replace("Tỷ lệ (%)", "Ước thực hiện cả năm")
WITHOUT_TOTAL = CLOSING_HEADER.replace("| Dự toán năm được chi: Tổng số ", "")
ONE, TWO, THREE, FOUR = "Dự án 2", "Dự án 3, Tiểu dự án 1", "Dự án 6, Tiểu dự án 2", "Dự án 7, Tiểu dự án 1"


def lines(*tails: str) -> str:
    """One line for each tail, of four different projects."""
    return "\n".join(f"| | {name} | {tail} |" for name, tail in zip((ONE, TWO, THREE, FOUR), tails, strict=False))


SOUND, WRONG = "100 | 50 | 20 | 20 | 26.7", {
    "amounts_not_negative": "100 | 50 | -20 | 20 |",
    "disbursed_within_available": "100 | 50 | 51 | 20 |",
    "spending_has_plan": "100 | | 20 | 20 |",
    "rates_match_amounts": "100 | 50 | 20 | 20 | 36.7",
    "rates_within_bounds": "100 | 50 | 20 | 20 | 267",
    "amounts_not_tiny": "100 | 50 | 0.0005 | 20 |",
}  # fmt: skip
AT = {"rates_match_amounts": "G", "rates_within_bounds": "G"}


@pytest.mark.parametrize("rule", WRONG)
def test_every_faulty_line_of_a_report_is_told(rule):
    column = AT.get(rule, "E")

    assert found(rule, report(lines(SOUND, WRONG[rule], SOUND, WRONG[rule]))) == [f"{column}7", f"{column}9"]


CLOSING = {  # rule: (column, a sound line, a wrong one)
    "advances_within_disbursed": ("K", "'12 | 9 | 4 | 5 | | 3 | | 6 | 3", "'12 | 9 | 4 | 5 | | 3 | | 6 | 4"),
    "cancelled_within_available": ("I", "'12 | 9 | 4 | 5 | | 0 | 9 | 0 |", "'12 | 9 | 4 | 5 | | 0 | 10 | 0 |"),
    "carried_out_within_available": ("J", "'12 | 9 | 4 | 5 | | 0 | | 9 |", "'12 | 9 | 4 | 5 | | 0 | | 10 |"),
    "adjustment_leaves_no_debt": ("G", "'12 | 0 | 4 | 5 | -9 | 0 | | 0 |", "'12 | -1 | 4 | 5 | -10 | 0 | | 0 |"),
    "reduction_has_reason": ("G", "'12 | 8 | 4 | 5 | -1 | 0 | | 8 | | QĐ 12", "'12 | 8 | 4 | 5 | -1 | 0 | | 8 |"),
    "cancelled_leaves_balance": ("J", "'12 | 9 | 4 | 5 | | 3 | 1 | 5 |", "'12 | 9 | 4 | 5 | | 3 | 1 | 6 |"),
    "programme_money_not_autonomous": ("B", "'12 | 9 | 4 | 5 | | 0 | | 9 |", "'13 | 9 | 4 | 5 | | 0 | | 9 |"),
    "late_money_not_planned_early": ("F", "'12 | 6 | 0 | 6 | 0 | 0 | | 6 |", "'15 | 6 | 0 | 6 | 0 | 0 | | 6 |"),
}  # fmt: skip


@pytest.mark.parametrize("rule", CLOSING)
def test_every_faulty_line_of_a_closing_form_is_told(rule):
    column, sound, wrong = CLOSING[rule]
    assert found(rule, closing(lines(sound, wrong, sound, wrong))) == [f"{column}9", f"{column}11"]


def test_every_balance_that_is_not_what_is_left():
    rows = lines(
        "'12 | 40 | 60 | | 30 | 10 | 60",
        "'12 | 40 | 60 | | 30 | 10 | 61",
        "'12 | 40 | 60 | | | 10 | 9",
        "'12 | 40 | 60 | | 30 | | 71",
    )

    assert found("carried_out_is_what_is_left", closing(rows, header=WITHOUT_TOTAL)) == ["I9", "I11"]


def test_a_balance_is_exact_where_the_sheet_rounds_nothing():
    wrong = lines("'12 | 40 | 60 | | 30 | | 71")

    assert found("carried_out_is_what_is_left", closing(wrong, header=WITHOUT_TOTAL)) == ["I8"]


@pytest.mark.parametrize(
    ("rule", "sound", "wrong"),
    [
        ("estimate_not_below_disbursed", "100 | 50 | 20 | 20 | 40", "100 | 50 | 20 | 20 | 39"),
        ("estimate_within_available", "100 | 50 | 20 | 20 | 150", "100 | 50 | 20 | 20 | 151"),
    ],
)
def test_every_faulty_estimate_is_told(rule, sound, wrong):
    rows = lines(sound, wrong, sound, wrong)

    assert found(rule, report(rows, header=WITH_ESTIMATE)) == ["G7", "G9"]


@pytest.mark.parametrize(
    ("rule", "line"),
    [
        ("estimate_not_below_disbursed", "100 | 50 | -20 | 90 | 39"),
        ("estimate_not_below_disbursed", "100 | 50 | khoảng 20 | 90 | 39"),
        ("estimate_within_available", "-100 | 50 | 20 | 20 | 151"),
        ("estimate_within_available", "khoảng 100 | 50 | 20 | 20 | 151"),
    ],
)
def test_estimates_are_not_held_against_what_is_wrong_itself(rule, line):
    assert found(rule, report(lines(line), header=WITH_ESTIMATE)) == []


@pytest.mark.parametrize("wrong", ["khoảng 40 | 60", "40 | khoảng 60", "-40 | 60"])
@pytest.mark.parametrize(
    "rule", ["cancelled_leaves_balance", "cancelled_within_available", "carried_out_within_available"]
)
def test_balances_are_not_held_against_what_is_wrong_itself(rule, wrong):
    assert found(rule, closing(lines(f"'12 | 100 | {wrong} | | 0 | 30 | 100 |"))) == []


@pytest.mark.parametrize(
    "line", ["khoảng 100 | 50 | 20 | 20 | 36.7", "100 | 50 | -20 | 20 | 36.7", "100 | 50 | 20 | #N | 36.7"]
)
@pytest.mark.parametrize("rule", ["rates_match_amounts", "slip_against_rate"])
def test_rates_are_not_held_against_what_is_wrong_itself(rule, line):
    assert found(rule, report(lines(line))) == []


@pytest.mark.parametrize(
    ("rate", "is_told"),
    [
        ("'26.75", True),
        ("26.71", False),
        ("26.7", False),
        ("26.6", True),
        ("27", False),
        ("26", True),
        ("0.27", False),
        ("2.67", True),
    ],
)
def test_a_rate_may_be_off_by_its_own_rounding_only(rate, is_told):
    assert bool(found("rates_match_amounts", report(lines(f"100 | 50 | 20 | 20 | {rate}")))) is is_told


def test_a_rate_of_one_years_money_is_held_against_that_year():
    header = REPORT_HEADER.replace("Tỷ lệ (%)", "Tỷ lệ giải ngân vốn năm 2023 (%)")

    assert found("rates_match_amounts", report(lines("100 | 50 | 40 | 20 | 20"), header=header)) == []
    assert found("rates_match_amounts", report(lines("100 | 50 | 40 | 20 | 40"), header=header)) == ["G6"]


def test_the_year_of_a_date_is_no_year_of_money():
    header = REPORT_HEADER.replace("Tỷ lệ (%)", "Tỷ lệ đến 30/9/2023 (%)")

    assert found("rates_match_amounts", report(lines("100 | 50 | 40 | 20 | 40"), header=header)) == []


@pytest.mark.parametrize(
    ("part", "whole", "told"),
    [("101", "100", ["C7"]), ("100", "100", []), ("khoảng 101", "100", []), ("101", "khoảng 100", []), ("5", "0", ["C7"]), ("101", "-100", [])],
)  # fmt: skip
def test_a_part_is_held_against_a_sound_whole_only(part, whole, told):
    rows = f"| | {ONE} | {whole} | | | | |\n| | Trong đó: tập huấn | {part} | | | | |\n| | {THREE} | 1 | | | | |"

    assert found("parts_within_whole", report(rows)) == told


def test_every_part_is_held_against_the_line_above_all_of_them():
    rows = f"| | {ONE} | 100 | 50 | | | |\n| | Trong đó: a | 101 | 51 | | | |\n| | Gồm: b | 102 | | | | |"

    assert sorted(found("parts_within_whole", report(rows))) == ["C7", "C8", "D7"]


def test_slips_up_and_down_are_told_each_at_its_amount():
    rows = lines("200 | | | 50 | 25", "100 | | | 0.03 | 30", "90000 | | | 18 | 20", "100 | | | 33000 | 33")
    told = findings("slip_against_rate", report(rows))

    assert [(finding.cell, finding.expected) for finding in told] == [("F7", "30"), ("C8", "90"), ("F9", "33")]


def test_a_low_rate_shows_no_slip():
    assert found("slip_against_rate", report(lines("200 | | | 50 | 25", "100 | | | 0.0009 | 0.9"))) == []
    assert found("slip_against_rate", report(lines("200 | | | 50 | 25", "100 | | | 0.001 | 1"))) == ["F7"]


def test_two_projects_and_two_capital_types():
    rows = lines("9 | | | 2 |", "9 | | | 2 |")

    assert found("capital_type_allowed", report(rows, title=INVESTMENT)) == ["B6", "B7"]
    assert found("money_on_sub_projects", report("| | Dự án 6 | 9 | | | 2 | |\n| | Dự án 7 | 9 | | | 2 | |")) == [
        "B6",
        "B7",
    ]
    assert found("component_applicable", report("| | Dự án 5 | 9 | | | 2 | |\n| | Dự án 1 | 9 | | | 2 | |")) == [
        "B6",
        "B7",
    ]


def test_three_times_the_same_line():
    rows = (
        f"| | {ONE} | 9 | | | 2 | |\n| | {THREE} | 9 | | | 2 | |\n| | {ONE} | 9 | | | 2 | |\n| | {ONE} | 8 | | | 2 | |"
    )

    assert found("line_not_twice", report(rows)) == ["B8"]
    assert found("line_not_split", report(rows)) == ["B9"]


@pytest.mark.parametrize(
    ("local", "told"), [("5", []), ("4.999", ["F5"]), ("15", []), ("15.001", ["F5"]), ("100", ["F5"])]
)
def test_the_ratio_of_the_local_share_is_meant_exactly(local, told):
    total = f"{100 + float(local):g}"

    assert found("counterpart_ratio", decision(f"| | {ONE} | UBND huyện Hương Khê | {total} | 100 | {local} |")) == told


@pytest.mark.parametrize("year", [2022, 2025])
def test_the_ratio_holds_in_its_first_and_last_year(year):
    low = decision(
        f"| | {ONE} | UBND huyện Hương Khê | 102 | 100 | 2 |",
        title=f"PHÂN BỔ KINH PHÍ SỰ NGHIỆP CHƯƠNG TRÌNH MTQG GIẢM NGHÈO BỀN VỮNG NĂM {year}",
        document=f"(Kèm theo Quyết định số 5/QĐ-UBND ngày 10/3/{year} của UBND tỉnh)",
    )

    assert found("counterpart_ratio", low) == ["F5"]


def test_shares_add_up_over_projects_of_a_programme():
    rows = f"| | {ONE} | UBND huyện Hương Khê | 60 | 50 | 10 |\n| | {THREE} | UBND huyện Hương Khê | 60 | 10 | 50 |"

    assert found("counterpart_below_central", decision(rows)) == []
    assert found("counterpart_below_central", decision(rows.replace("| 10 | 50 |", "| 9 | 51 |"))) == ["F5"]


def test_two_columns_of_wrong_years():
    header = REPORT_HEADER.replace("chuyển sang: năm 2022", "chuyển sang: năm 2023").replace(
        "vốn năm 2023 |", "vốn năm 2024 |", 1
    )
    reading = report(lines("100 | 50 | 20 | 20 |"), header=header)

    assert found("carried_in_from_earlier_year", reading) == ["D5"]
    assert found("allocated_of_budget_year", report(lines("100 | 50 | 20 | 20 |"), header=header)) == ["C5"]
