"""The rule spending_has_plan, on small tables."""

from tests.rules.sheets import applies, decision, found, report

RULE = "spending_has_plan"


def test_passes_with_a_plan_of_the_same_year():
    assert found(RULE, report("| | Dự án 2 | 100 | 50 | 20 | 20 | |")) == []


def test_fails_at_the_spending_of_a_year_without_plan():
    assert found(RULE, report("| | Dự án 2 | 100 | | 20 | 20 | |")) == ["E6"]


def test_not_applicable_to_a_decision():
    assert not applies(RULE, decision("| | Dự án 2 | UBND huyện Hương Khê | 5 | 5 | |"))


def test_null_and_zero_spending_need_no_plan():
    assert found(RULE, report("| | Dự án 2 | | | 0 | | |\n| | Dự án 6 | 1 | | | | |")) == []
