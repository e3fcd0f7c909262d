"""The rule as_of_is_month_end, on small tables."""

from tests.rules.sheets import applies, decision, found, report

RULE = "as_of_is_month_end"


def test_passes_at_the_months_end():
    assert found(RULE, report("| | Dự án 2 | 100 | 50 | 20 | 20 | |")) == []


def test_fails_in_the_middle_of_a_month():
    assert found(RULE, report("| | Dự án 2 | 100 | 50 | 20 | 20 | |", day="(Số liệu đến ngày 15/9/2023)")) == ["A3"]


def test_not_applicable_to_a_decision():
    assert not applies(RULE, decision("| | Dự án 2 | UBND huyện Hương Khê | 5 | 5 | |"))


def test_null_day_is_not_judged():
    assert found(RULE, report("| | Dự án 2 | 100 | 50 | 20 | 20 | |", day="")) == []
