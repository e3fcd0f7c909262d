"""The rule decision_fits_budget_year, on small tables."""

from datetime import date

import pytest
from tests.rules.sheets import DOCUMENT, applies, decision, found, report

RULE = "decision_fits_budget_year"


def test_passes_in_the_year_and_before_it():
    assert found(RULE, decision("| | Dự án 2 | UBND huyện Hương Khê | 5 | 5 | |")) == []


def test_fails_two_years_before():
    old = decision("| | Dự án 2 | UBND huyện Hương Khê | 5 | 5 | |", document=DOCUMENT.replace("2022", "2021"))

    assert found(RULE, old) == ["A3"]


def test_not_applicable_to_a_report():
    assert not applies(RULE, report("| | Dự án 2 | 100 | 50 | 20 | 20 | |"))


def test_null_date_is_not_judged():
    undated = decision(
        "| | Dự án 2 | UBND huyện Hương Khê | 5 | 5 | |", document="(Kèm theo Quyết định số    /QĐ-UBND)"
    )

    assert found(RULE, undated) == []


@pytest.mark.parametrize(
    ("day", "told"),
    [("30/6/2022", ["A3"]), ("1/7/2022", []), ("31/1/2024", []), ("1/2/2024", ["A3"]), ("15/6/2024", ["A3"])],
)
def test_from_july_before_to_the_settlements_end(day, told):
    document = DOCUMENT.replace("30/12/2022", day)

    assert found(RULE, decision("| | Dự án 2 | UBND huyện Hương Khê | 5 | 5 | |", document=document)) == told


@pytest.mark.parametrize(("today", "told"), [(date(2024, 2, 28), []), (date(2024, 2, 29), ["A3"])])
def test_a_date_in_the_future_is_not_judged_here(today, told):
    document = DOCUMENT.replace("30/12/2022", "29/2/2024")
    early = decision("| | Dự án 2 | UBND huyện Hương Khê | 5 | 5 | |", document=document)

    assert found(RULE, early, today=today) == told
