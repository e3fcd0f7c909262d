"""The rule late_money_not_planned_early, on small tables."""

from tests.rules.sheets import applies, closing, found, report

RULE = "late_money_not_planned_early"


def test_passes_where_late_money_is_an_adjustment():
    assert found(RULE, closing("| | Dự án 2 | '15 | 60 | 0 | 0 | 60 | 0 | | 60 | |")) == []


def test_fails_at_the_plan_of_the_years_start():
    rows = "| | Dự án 2 | '15 | 60 | 0 | 60 | | 0 | | 60 | |\n| | Dự án 6 | '12 | 1 | 0 | 0 | 1 | 0 | | 1 | |"
    assert found(RULE, closing(rows)) == ["F8"]


def test_not_applicable_to_a_report():
    assert not applies(RULE, report("| | Dự án 2 | 100 | 50 | 20 | 20 | |"))


def test_null_plan_is_no_plan():
    assert (
        found(
            RULE, closing("| | Dự án 2 | '15 | 60 | | | 60 | 0 | | 60 | |\n| | Dự án 6 | '12 | 1 | | 1 | | | | 1 | |")
        )
        == []
    )
