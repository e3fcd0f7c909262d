"""The rule decision_fits_budget_year, on small tables."""

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
