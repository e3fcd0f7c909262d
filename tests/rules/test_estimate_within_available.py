"""The rule estimate_within_available, on small tables."""

from tests.rules.sheets import REPORT_HEADER, applies, found, report

RULE = "estimate_within_available"
WITH_ESTIMATE = REPORT_HEADER.replace("Tỷ lệ (%)", "Ước thực hiện cả năm")


def test_passes_up_to_the_money_there_is():
    assert found(RULE, report("| | Dự án 2 | 100 | 50 | 20 | 20 | 150 |", header=WITH_ESTIMATE)) == []


def test_fails_at_the_estimate():
    assert found(RULE, report("| | Dự án 2 | 100 | 50 | 20 | 20 | 151 |", header=WITH_ESTIMATE)) == ["G6"]


def test_not_applicable_without_estimates():
    assert not applies(RULE, report("| | Dự án 2 | 100 | 50 | 20 | 20 | |"))


def test_null_plan_says_nothing():
    assert found(RULE, report("| | Dự án 2 | | | | | 39 |\n| | Dự án 6 | 1 | | | 1 | 1 |", header=WITH_ESTIMATE)) == []
