"""The rule money_reaches_details, on small tables."""

from tests.rules.sheets import applies, errors, found, report

RULE = "money_reaches_details"
PROJECT = "| | Dự án 6 | 100 | 50 | 30 | 20 | |\n"


def test_passes_where_one_detail_holds_it_all():
    assert found(RULE, report(PROJECT + "| | Tiểu dự án 1 | 100 | 50 | 30 | 20 | |\n| | Tiểu dự án 2 |")) == []


def test_fails_at_the_first_amount_that_no_detail_holds():
    assert found(RULE, report(PROJECT + "| | Tiểu dự án 1 |\n| | Tiểu dự án 2 |")) == ["C6"]
    assert found(RULE, report(PROJECT + "| | Tiểu dự án 1 | 100 | | | 20 | |\n| | Tiểu dự án 2 |")) == ["D6"]


def test_not_applicable_where_no_row_is_split():
    assert not applies(RULE, report(PROJECT))


def test_null_and_zero_amounts_are_no_money():
    assert found(RULE, report("| | Dự án 6 | 100 | 0 | | 0 | |\n| | Tiểu dự án 1 | 100 | | | | |")) == []


def test_silent_where_a_cell_below_is_wrong():
    wrong = report(PROJECT + "| | Tiểu dự án 1 | 100 | | năm mươi | 20 | |\n| | Tiểu dự án 2 |")

    assert errors(wrong) == [("amount.not_a_number", "E7")]
