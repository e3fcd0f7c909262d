"""The rule money_year_of_programme, on small tables."""

from tests.rules.sheets import REPORT_HEADER, applies, found, report

RULE = "money_year_of_programme"


def test_passes_on_years_of_the_programme():
    assert found(RULE, report("| | Dự án 2 | 100 | 50 | 20 | 20 | |")) == []


def test_fails_once_in_the_column_of_a_year_before_the_programme():
    rows = "| | Dự án 2 | 100 | 50 | 20 | 20 | |\n| | Dự án 6, Tiểu dự án 2 | 100 | 50 | 20 | 20 | |"
    header = REPORT_HEADER.replace("sang: năm 2022", "sang: năm 2019").replace("vốn 2022", "vốn 2019")

    assert found(RULE, report(rows, header=header)) == ["D6", "E6"]


def test_not_applicable_without_figures():
    assert not applies(RULE, report("| | Dự án 2 | | | | | |"))


def test_null_and_zero_amounts_are_no_money():
    header = REPORT_HEADER.replace("sang: năm 2022", "sang: năm 2019")

    assert found(RULE, report("| | Dự án 2 | 100 | 0 | | 20 | |", header=header)) == []
