"""The rule spending_not_lapsed, on small tables."""

from datetime import date

from tests.rules.sheets import REPORT_HEADER, TITLE, applies, decision, found, report

RULE = "spending_not_lapsed"


def test_passes_on_money_that_the_law_lets_live():
    assert found(RULE, report("| | Dự án 2 | 100 | 50 | 20 | 20 | |")) == []


def test_fails_where_the_law_had_ended_the_money():
    header = REPORT_HEADER.replace("2023", "2027")
    lapsed = report(
        "| | Dự án 2 | 100 | 50 | 20 | 20 | |",
        header=header, title=TITLE.replace("2023", "2027"), day="(Số liệu đến ngày 31/3/2027)",
    )  # fmt: skip

    assert found(RULE, lapsed, today=date(2027, 4, 15)) == ["E6"]


def test_not_applicable_to_a_decision():
    assert not applies(RULE, decision("| | Dự án 2 | UBND huyện Hương Khê | 5 | 5 | |"))


def test_null_and_zero_spending_is_not_judged():
    assert found(RULE, report("| | Dự án 2 | 100 | 50 | | 0 | |")) == []
