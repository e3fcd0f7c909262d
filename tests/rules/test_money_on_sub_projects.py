"""The rule money_on_sub_projects, on small tables."""

from tests.rules.sheets import applies, found, report

RULE = "money_on_sub_projects"


def test_passes_on_sub_projects():
    rows = "| | Dự án 6 | 100 | | | 20 | |\n| | Tiểu dự án 2 | 100 | | | 20 | |\n| | Dự án 2 | 1 | | | 1 | |"
    assert found(RULE, report(rows)) == []


def test_fails_at_the_project():
    assert found(RULE, report("| | Dự án 6 | 100 | 50 | 20 | 20 | |")) == ["B6"]


def test_not_applicable_to_the_treasury():
    treasury = report("| | Dự án 6 | 100 | 50 | 20 | 20 | |")
    treasury.source_kind = "treasury"

    assert not applies(RULE, treasury)


def test_null_and_zero_amounts_are_no_money():
    assert found(RULE, report("| | Dự án 6 | 0 | | | 0 | |\n| | Dự án 2 | 1 | | | | |")) == []
