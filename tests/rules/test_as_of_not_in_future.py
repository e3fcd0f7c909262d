"""The rule as_of_not_in_future, on small tables."""

from datetime import date

from tests.rules.sheets import applies, decision, errors, found, report

RULE = "as_of_not_in_future"


def test_passes_on_the_day_itself():
    assert found(RULE, report("| | Dự án 2 | 100 | 50 | 20 | 20 | |"), today=date(2023, 9, 30)) == []


def test_fails_at_the_words_that_state_the_day():
    assert found(RULE, report("| | Dự án 2 | 100 | 50 | 20 | 20 | |"), today=date(2023, 9, 29)) == ["A3"]


def test_not_applicable_to_a_decision():
    assert not applies(RULE, decision("| | Dự án 2 | UBND huyện Hương Khê | 5 | 5 | |"))


def test_null_day_is_told_by_the_reading():
    undated = report("| | Dự án 2 | 100 | 50 | 20 | 20 | |", day="")

    assert errors(undated) == [("period.missing", "A2")]
