"""The rule rates_within_bounds, on small tables."""

from tests.rules.sheets import applies, found, report

RULE = "rates_within_bounds"


def test_passes_between_nothing_and_all():
    assert found(RULE, report("| | Dự án 2 | 100 | | | 100 | 100 |\n| | Dự án 6 | 100 | | | 0 | 0 |")) == []


def test_fails_outside():
    for rate in ("100.1", "-1", "267"):
        assert found(RULE, report(f"| | Dự án 2 | 100 | 50 | 20 | 20 | {rate} |")) == ["G6"]


def test_not_applicable_without_rates():
    assert not applies(RULE, report("| | Dự án 2 | 100 | 50 | 20 | 20 | |"))


def test_null_amounts_make_a_rate_meaningless():
    assert found(RULE, report("| | Dự án 2 | | | | | 267 |\n| | Dự án 6 | 1 | | | | |")) == []
