"""The rule table_not_twice, on small tables."""

from tests.rules.sheets import REPORT_HEADER, TITLE, applies, errors, found, report

RULE = "table_not_twice"
SHEET = "| | Dự án 2 | 100 | | | 20 | |\n| | Dự án 6, Tiểu dự án 2 | 100 | | | 30 | |"


def again(rows):
    """The same table on a second sheet, with these rows."""
    return f"\n== Bản sao ==\n\n{TITLE}\n(Số liệu đến ngày 30/9/2023)\nĐơn vị tính: triệu đồng\n{REPORT_HEADER}\n{rows}"


def test_passes_on_two_different_tables():
    assert found(RULE, report(SHEET + again(SHEET.replace("| 20 |", "| 21 |")))) == []


def test_passes_on_as_many_figures_of_the_same_sum():
    turned = SHEET.replace("| 20 |", "| 25 |").replace("| 30 |", "| 25 |")
    assert found(RULE, report(SHEET + again(turned))) == []


def test_fails_at_the_second_title_alone():
    assert errors(report(SHEET + again(SHEET))) == [(RULE, "A2")]


def test_not_applicable_to_one_table():
    assert not applies(RULE, report(SHEET))


def test_null_tables_are_no_copies():
    assert found(RULE, report("| | Dự án 2 | | | | | |" + again("| | Dự án 2 | | | | | |"))) == []
