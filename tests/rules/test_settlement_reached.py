"""The rule settlement_reached, on small tables."""

from datetime import date

from tests.rules.sheets import applies, closing, found, report

RULE = "settlement_reached"


def test_passes_on_the_settlements_day():
    assert found(RULE, closing("| | Dự án 2 | '12 | 100 | 40 | 60 | | 0 | | 100 | |"), today=date(2023, 1, 31)) == []


def test_fails_before_it():
    early = closing("| | Dự án 2 | '12 | 100 | 40 | 60 | | 0 | | 100 | |")

    assert found(RULE, early, today=date(2023, 1, 30)) == ["A1"]


def test_not_applicable_to_a_report():
    assert not applies(RULE, report("| | Dự án 2 | 100 | 50 | 20 | 20 | |"))


def test_null_year_is_told_by_the_reading():
    undated = closing("| | Dự án 2 | '12 | 100 | 40 | 60 | | 0 | | 100 | |", years="")

    assert found(RULE, undated, today=date(2023, 1, 30)) == []


def test_it_is_told_where_the_day_is_said():
    early = closing("| | Dự án 2 | '12 | 100 | 40 | 60 | | 0 | | 100 | |")
    early.said_at["as_of"] = ("Biểu", "C3")

    assert found(RULE, early, today=date(2023, 1, 30)) == ["C3"]
