"""The rule carry_over_permitted, on small tables."""

from tests.rules.sheets import applies, closing, found, report

RULE = "carry_over_permitted"
ETHNIC = "Chương trình MTQG phát triển kinh tế - xã hội vùng đồng bào dân tộc thiểu số và miền núi"


def test_passes_where_the_law_lets_the_money_live():
    assert found(RULE, closing("| | Dự án 2 | '12 | 100 | 40 | 60 | | 0 | | 100 | |")) == []


def test_fails_where_the_money_ends_with_the_settlement():
    rows = f"| | {ETHNIC} |\n| | Dự án 9, Tiểu dự án 1 | '12 | 100 | 0 | 100 | | 0 | | 100 | |"

    assert found(RULE, closing(rows, years="NĂM 2021 CHUYỂN SANG NĂM 2022")) == ["J9"]


def test_not_applicable_to_a_report():
    assert not applies(RULE, report("| | Dự án 2 | 100 | 50 | 20 | 20 | |"))


def test_null_and_zero_balances_are_not_judged():
    assert found(RULE, closing("| | Dự án 2 | '12 | 100 | 40 | 60 | | 100 | | 0 | |")) == []


def test_the_law_of_one_programme_is_not_that_of_another():
    """The poverty money of 2021 was notified after 30/9 and lived on by itself; the ethnic programme's did not."""
    rows = "| | Dự án 2 | '12 | 100 | 0 | 100 | | 0 | | 100 | |"

    assert found(RULE, closing(rows, years="NĂM 2021 CHUYỂN SANG NĂM 2022")) == []
