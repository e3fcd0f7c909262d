"""The rule estimate_not_below_disbursed, on small tables."""

from tests.rules.sheets import REPORT_HEADER, applies, found, report

RULE = "estimate_not_below_disbursed"
WITH_ESTIMATE = REPORT_HEADER.replace("Tỷ lệ (%)", "Ước thực hiện cả năm")


def test_passes_from_what_was_spent_on():
    assert found(RULE, report("| | Dự án 2 | 100 | 50 | 20 | 20 | 40 |", header=WITH_ESTIMATE)) == []


def test_fails_at_the_estimate():
    assert found(RULE, report("| | Dự án 2 | 100 | 50 | 20 | 20 | 39 |", header=WITH_ESTIMATE)) == ["G6"]


def test_not_applicable_without_estimates():
    assert not applies(RULE, report("| | Dự án 2 | 100 | 50 | 20 | 20 | |"))


def test_null_spending_says_nothing():
    assert (
        found(RULE, report("| | Dự án 2 | 100 | 50 | | | 39 |\n| | Dự án 6 | 1 | | | 1 | 1 |", header=WITH_ESTIMATE))
        == []
    )
