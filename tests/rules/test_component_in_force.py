"""The rule component_in_force, on small tables."""

from datetime import date

from tests.rules.sheets import applies, errors, found, report

RULE = "component_in_force"


def test_passes_in_the_programmes_life():
    assert found(RULE, report("| | Dự án 2 | 100 | 50 | 20 | 20 | |")) == []


def test_fails_after_the_programmes_end():
    late = report("| | Dự án 2 | 100 | 50 | 20 | 20 | |")
    late.as_of = date(2027, 3, 31)

    assert found(RULE, late, today=date(2027, 5, 1)) == ["B6"]


def test_silent_where_the_file_contradicts_itself_about_its_day():
    late = report("| | Dự án 2 | 100 | 50 | 20 | 20 | |", day="(Số liệu đến ngày 31/3/2027)")

    assert errors(late, today=date(2027, 5, 1)) == [("period.year_differs", "A3")]


def test_not_applicable_without_figures():
    assert not applies(RULE, report("| | Dự án 2 | | | | | |"))


def test_null_day_is_not_judged():
    undated = report("| | Dự án 2 | 100 | 50 | 20 | 20 | |")
    undated.as_of = None

    assert found(RULE, undated) == []
