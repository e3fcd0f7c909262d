"""The rule line_not_twice, on small tables."""

from tests.rules.sheets import applies, closing, errors, found, report

RULE = "line_not_twice"


def test_passes_on_different_projects():
    assert found(RULE, report("| | Dự án 2 | 9 | | | 2 | |\n| | Dự án 6, Tiểu dự án 2 | 9 | | | 2 | |")) == []


def test_passes_on_different_source_natures():
    rows = "| | Dự án 2 | '12 | 9 | 9 | | | 0 | | 9 | |\n| | Dự án 2 | '15 | 9 | 9 | | | 0 | | 9 | |"
    assert found(RULE, closing(rows)) == []


def test_fails_at_the_name_of_the_second_line_alone():
    rows = """
        | | TỔNG CỘNG | 9 | | | 2 | |
        | | Dự án 2 | 9 | | | 2 | |
        | | Dự án 2 | 9 | | | 2 | |
    """
    assert errors(report(rows)) == [(RULE, "B8")]


def test_not_applicable_without_figures():
    assert not applies(RULE, report("| | Dự án 2 | | | | | |\n| | Dự án 2 | | | | | |"))


def test_null_and_zero_lines_are_no_copies():
    assert (
        found(RULE, report("| | Dự án 2 | 0 | | | 0 | |\n| | Dự án 2 | 0 | | | | |\n| | Dự án 6 | 1 | | | | |")) == []
    )
