"""The rule source_nature_known, on small tables."""

from tests.rules.sheets import applies, closing, found, report

RULE = "source_nature_known"


def test_passes_on_known_codes():
    assert found(RULE, closing("| | Dự án 2 | '12 | 100 | 40 | 60 | | 0 | | 100 | |")) == []


def test_fails_once_per_unknown_code():
    rows = "| | Dự án 2 | '21 | 100 | 40 | 60 | | 0 | | 100 | |\n| | Dự án 6 | '21 | 1 | 1 | | | 0 | | 1 | |"
    assert found(RULE, closing(rows)) == ["B8"]


def test_not_applicable_where_no_line_gives_a_nature():
    assert not applies(RULE, report("| | Dự án 2 | 100 | 50 | 20 | 20 | |"))


def test_null_nature_is_not_unknown():
    rows = "| | Dự án 2 | | 100 | 40 | 60 | | 0 | | 100 | |\n| | Dự án 6 | '12 | 1 | 1 | | | 0 | | 1 | |"
    assert found(RULE, closing(rows)) == []
