"""The rule slip_against_rate, on small tables."""

from tests.rules.sheets import applies, errors, findings, found, report

RULE = "slip_against_rate"
PACED = """
    | | Dự án 2 | 200 | | | 50 | 25 |
    | | Dự án 3, Tiểu dự án 1 | 100 | | | 30 | 30 |
    | | Dự án 6, Tiểu dự án 2 | 90 | | | 18 | 20 |
"""


def test_passes_where_the_rate_fits():
    assert errors(report(PACED)) == []


def test_fails_at_the_amount_that_slipped():
    slipped = report(PACED.replace("| 30 | 30 |", "| 0.03 | 30 |"))

    [slip] = findings(RULE, slipped)
    assert (slip.cell, slip.expected) == ("F7", "30")


def test_fails_at_the_plan_where_that_slipped():
    assert errors(report(PACED.replace("| 100 | | | 30 |", "| 100000 | | | 30 |"))) == [(RULE, "C7")]


def test_a_line_that_is_passed_over_hides_none_below_it():
    """A rate below one per cent says too little; the line after it is looked at all the same."""
    little = PACED.replace("| 50 | 25 |", "| 0.05 | 0.5 |").replace("| 30 | 30 |", "| 0.03 | 30 |")

    assert found(RULE, report(little)) == ["F7"]


def test_not_applicable_without_rates():
    assert not applies(RULE, report("| | Dự án 2 | 100 | 50 | 20 | 20 | |"))


def test_null_amounts_have_not_slipped():
    assert errors(report(PACED.replace("| 30 | 30 |", "| | 30 |"))) == []
