"""The rule decision_not_in_future, on small tables."""

from datetime import date

from tests.rules.sheets import applies, decision, errors, found, report

RULE = "decision_not_in_future"


def test_passes_on_the_day_itself():
    assert found(RULE, decision("| | Dự án 2 | UBND huyện Hương Khê | 5 | 5 | |"), today=date(2022, 12, 30)) == []


def test_fails_at_the_decision():
    early = decision("| | Dự án 2 | UBND huyện Hương Khê | 5 | 5 | |")

    assert found(RULE, early, today=date(2022, 12, 29)) == ["A3"]


def test_not_applicable_to_a_report():
    assert not applies(RULE, report("| | Dự án 2 | 100 | 50 | 20 | 20 | |"))


def test_null_date_is_told_by_the_reading():
    undated = decision(
        "| | Dự án 2 | UBND huyện Hương Khê | 5 | 5 | |", document="(Kèm theo Quyết định số    /QĐ-UBND)"
    )

    assert errors(undated) == [("decision.number_missing", "A2")]
