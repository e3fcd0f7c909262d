"""The rule totals_differ_by_rounding, on small tables."""

from tests.rules.sheets import applies, closing, findings, found, report

RULE = "totals_differ_by_rounding"


def test_passes_on_exact_sums():
    assert (
        found(
            RULE,
            report(
                "| | TỔNG CỘNG | 3.0 | | | | |\n| | Dự án 2 | 1.5 | | | | |\n| | Dự án 6, Tiểu dự án 2 | 1.5 | | | | |"
            ),
        )
        == []
    )


def test_fails_at_the_largest_difference():
    rounded = "| | TỔNG CỘNG | 3.1 | | | | |\n| | Dự án 2 | 1.5 | | | | |\n| | Dự án 6, Tiểu dự án 2 | 1.5 | | | | |"
    [off] = findings(RULE, report(rounded))

    assert (off.cell, off.expected, off.difference_vnd, str(off.severity)) == ("C6", "3", "100000", "info")


def test_not_applicable_to_sheets_that_round_nothing():
    assert not applies(RULE, closing("| | Dự án 2 | '12 | 100 | 40 | 60 | | 30 | | 70 | |"))


def test_null_totals_do_not_differ():
    rounded = "| | TỔNG CỘNG | | | | | |\n| | Dự án 2 | 1.5 | | | | |\n| | Dự án 6, Tiểu dự án 2 | 1.5 | | | | |"

    assert found(RULE, report(rounded)) == []
