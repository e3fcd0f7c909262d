"""The rule capital_type_allowed, on small tables."""

from tests.rules.sheets import TITLE, applies, found, report

RULE = "capital_type_allowed"
INVESTMENT = TITLE.replace("KINH PHÍ SỰ NGHIỆP", "VỐN ĐẦU TƯ PHÁT TRIỂN")


def test_passes_on_recurrent_money():
    assert found(RULE, report("| | Dự án 2 | 100 | 50 | 20 | 20 | |")) == []


def test_fails_at_a_project_without_investment_money():
    rows = "| | Dự án 2 | 100 | 50 | 20 | 20 | |\n| | Dự án 4, Tiểu dự án 1 | 100 | 50 | 20 | 20 | |"
    assert found(RULE, report(rows, title=INVESTMENT)) == ["B6"]


def test_not_applicable_without_figures():
    assert not applies(RULE, report("| | Dự án 2 | | | | | |", title=INVESTMENT))


def test_null_and_zero_amounts_are_no_money():
    rows = "| | Dự án 2 | 0 | | 0 | | |\n| | Dự án 4, Tiểu dự án 1 | 1 | | | | |"
    assert found(RULE, report(rows, title=INVESTMENT)) == []
