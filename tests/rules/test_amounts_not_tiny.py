"""The rule amounts_not_tiny, on small tables."""

from tests.rules.sheets import applies, found, report

RULE = "amounts_not_tiny"


def test_passes_from_a_thousand_dong_on():
    assert found(RULE, report("| | Dự án 2 | 100 | 50 | 0.001 | 20 | |")) == []


def test_fails_at_the_tiny_amount():
    assert found(RULE, report("| | Dự án 2 | 100 | 50 | 0.0005 | 20 | |")) == ["E6"]


def test_not_applicable_to_another_currency():
    dollars = report("| | Dự án 2 | 100 | 50 | 20 | 20 | |")
    dollars.currency = "USD"

    assert not applies(RULE, dollars)


def test_null_and_zero_are_not_tiny():
    assert found(RULE, report("| | Dự án 2 | 100 | 0 | | 20 | |")) == []
