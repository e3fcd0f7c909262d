"""The rule carried_in_from_earlier_year, on small tables."""

from tests.rules.sheets import REPORT_HEADER, TITLE, applies, decision, errors, found, report

RULE = "carried_in_from_earlier_year"


def test_passes_on_money_of_an_earlier_year():
    assert found(RULE, report("| | Dự án 2 | 100 | 50 | 20 | 20 | |")) == []


def test_fails_at_the_header_alone():
    header = REPORT_HEADER.replace("chuyển sang: năm 2022", "chuyển sang: năm 2023")

    assert errors(report("| | Dự án 2 | 100 | 50 | 20 | 20 | |", header=header)) == [(RULE, "D5")]


def test_silent_where_the_file_contradicts_itself_about_its_year():
    wrong = report("| | Dự án 2 | 100 | 50 | 20 | 20 | |", title=TITLE.replace("2023", "2022"))

    assert errors(wrong) == [("period.year_differs", "A3")]


def test_not_applicable_to_a_decision():
    assert not applies(RULE, decision("| | Dự án 2 | UBND huyện Hương Khê | 5 | 5 | |"))


def test_null_column_is_judged_by_its_header():
    assert found(RULE, report("| | Dự án 2 | 100 | | | 20 | |\n| | Dự án 6 | 1 | 1 | | | |")) == []
