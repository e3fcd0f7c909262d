"""The rule slow_line_explained, on small tables."""

from tests.rules.sheets import applies, decision, found, report

RULE = "slow_line_explained"


def test_passes_with_a_reason():
    assert found(RULE, report("| | Dự án 2 | 100 | 50 | 0 | 0 | | Chưa có hướng dẫn |")) == []


def test_fails_at_the_spending():
    assert found(RULE, report("| | Dự án 2 | 100 | 50 | 0 | 0 | | |")) == ["E6"]


def test_passes_while_the_year_is_young():
    rows = "| | Dự án 2 | 100 | 50 | 0 | 0 | | |"
    assert found(RULE, report(rows, day="(Số liệu đến ngày 30/6/2023)")) == []


def test_passes_where_no_money_was_given():
    assert found(RULE, report("| | Dự án 2 | 0 | 0 | 0 | 0 | | |\n| | Dự án 6 | 9 | | | 9 | | |")) == []


def test_stops_nothing_while_it_is_on_trial():
    silent = report("| | Dự án 2 | 100 | 50 | 0 | 0 | | |")
    found(RULE, silent)

    assert RULE not in {finding.rule for finding in silent.findings}
    assert silent.accepted


def test_not_applicable_to_a_decision():
    assert not applies(RULE, decision("| | Dự án 2 | UBND huyện Hương Khê | 5 | 5 | |"))


def test_null_spending_is_not_zero():
    assert found(RULE, report("| | Dự án 2 | 100 | 50 | | | | |\n| | Dự án 6 | 1 | | | 1 | | |")) == []
