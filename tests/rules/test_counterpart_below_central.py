"""The rule counterpart_below_central, on small tables."""

from tests.rules.sheets import applies, decision, found, report

RULE = "counterpart_below_central"


def test_passes_where_the_central_money_is_more():
    assert found(RULE, decision("| | Dự án 2 | UBND huyện Hương Khê | 110 | 100 | 10 |")) == []


def test_fails_at_the_header_of_the_local_share():
    assert found(RULE, decision("| | Dự án 2 | UBND huyện Hương Khê | 110 | 10 | 100 |")) == ["F5"]


def test_not_applicable_to_a_report():
    assert not applies(RULE, report("| | Dự án 2 | 100 | 50 | 20 | 20 | |"))


def test_null_and_zero_central_money_is_not_compared():
    assert found(RULE, decision("| | Dự án 2 | UBND huyện Hương Khê | 100 | 0 | 100 |")) == []
