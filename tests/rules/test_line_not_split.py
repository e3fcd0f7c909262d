"""The rule line_not_split, on small tables."""

from tests.rules.sheets import applies, found, report

RULE = "line_not_split"


def test_passes_on_one_line_a_project():
    assert found(RULE, report("| | Dự án 2 | 9 | | | 2 | |\n| | Dự án 6, Tiểu dự án 2 | 9 | | | 2 | |")) == []


def test_fails_at_the_name_of_the_second_line():
    assert found(RULE, report("| | Dự án 2 | 9 | | | 2 | |\n| | Dự án 2 | 8 | | | 1 | |")) == ["B7"]


def test_not_applicable_without_figures():
    assert not applies(RULE, report("| | Dự án 2 | | | | | |\n| | Dự án 2 | | | | | |"))


def test_null_lines_are_no_second_lines():
    assert found(RULE, report("| | Dự án 2 | 9 | | | 2 | |\n| | Dự án 2 | | | | | |")) == []
