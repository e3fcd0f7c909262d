"""The rule disbursed_within_available, on small tables."""

from tests.rules.sheets import applies, closing, decision, errors, findings, found, report

RULE = "disbursed_within_available"


def test_passes_up_to_the_plan():
    assert found(RULE, report("| | Dự án 2 | 100 | 50 | 50 | 100 | |")) == []


def test_fails_at_the_spending_of_its_money_year():
    [over] = findings(RULE, report("| | Dự án 2 | 100 | 50 | 51 | 100 | |"))

    assert (over.cell, over.expected, over.difference_vnd) == ("E6", "≤ 50", "1000000")


def test_fails_where_a_reduction_left_too_little():
    assert found(RULE, closing("| | Dự án 2 | 12 | 90 | 40 | 60 | -10 | 91 | | 0 | |")) == ["H8"]


def test_silent_about_an_amount_already_found_wrong():
    assert errors(report("| | Dự án 2 | -1 | 50 | 50 | 100 | |")) == [("amounts_not_negative", "C6")]


def test_not_applicable_to_a_decision():
    assert not applies(RULE, decision("| | Dự án 2 | UBND huyện Hương Khê | 5 | 5 | |"))


def test_null_plan_is_not_a_plan_of_zero():
    assert found(RULE, report("| | Dự án 2 | | 50 | 50 | 100 | |")) == []
