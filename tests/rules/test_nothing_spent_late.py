"""The rule nothing_spent_late, on small tables."""

from tests.rules.sheets import applies, decision, found, report

RULE = "nothing_spent_late"


def test_passes_where_something_was_spent():
    assert found(RULE, report("| | Dự án 2 | 100 | 50 | 0 | 1 | |")) == []


def test_passes_early_in_the_year():
    assert found(RULE, report("| | Dự án 2 | 100 | 50 | 0 | 0 | |", day="(Số liệu đến ngày 31/3/2023)")) == []


def test_passes_where_nothing_was_planned():
    assert found(RULE, report("| | Dự án 2 | 0 | 0 | 0 | 0 | |")) == []


def test_fails_at_the_first_figure_of_spending():
    assert found(RULE, report("| | Dự án 2 | 100 | 50 | 0 | 0 | |")) == ["E6"]


def test_not_applicable_to_a_decision():
    assert not applies(RULE, decision("| | Dự án 2 | UBND huyện Hương Khê | 5 | 5 | |"))


def test_null_spending_is_not_zero():
    assert not applies(RULE, report("| | Dự án 2 | 100 | 50 | | | |"))
