"""One cause is one error at its cell: what follows from it on the same line is not told again."""

from __future__ import annotations

import pytest
from tests.rules.sheets import closing, errors, findings, report

REPORT = """
    | | TỔNG CỘNG | {total} | | | {spent} | |
    | | Dự án 2 | {plan} | | | {of_it} | |
    | | Dự án 6, Tiểu dự án 2 | 200 | | | 40 | |
"""


def of(**figures: str):
    return report(REPORT.format(**{"total": "300", "spent": "60", "plan": "100", "of_it": "20"} | figures))


def test_a_plan_that_is_too_small_is_told_at_the_plan_and_not_at_the_spending():
    assert errors(of()) == []
    assert errors(of(plan="0.1")) == [("totals_equal_details", "C7")]


def test_what_the_plan_should_be_is_said():
    [told] = findings("totals_equal_details", of(plan="10"))

    assert (told.cell, told.value, told.expected) == ("C7", "10", "100")


def test_spending_that_is_too_much_is_told_at_the_spending_and_not_at_its_total():
    assert errors(of(of_it="120")) == [("disbursed_within_available", "F7")]


def test_a_total_that_would_not_make_room_for_the_spending_is_a_fault_of_its_own():
    assert errors(of(total="305", spent="160", of_it="120")) == [
        ("disbursed_within_available", "F7"),
        ("totals_equal_details", "C6"),
    ]


def test_a_plan_without_totals_cannot_be_blamed():
    assert errors(report("| | Dự án 2 | 10 | | | 20 | |")) == [("disbursed_within_available", "F6")]


CLOSING = """
    | | Dự án 2 | '12 | 100 | 40 | {given} | {adjusted} | 70 | | 30 |
    | | Dự án 6, Tiểu dự án 2 | '12 | 10 | 4 | 6 | 0 | 5 | | 5 |
    | | Tổng cộng | | 110 | 44 | 66 | 0 | 75 | | 35 |
"""


def test_one_cause_breaks_several_limits_of_a_line():
    assert errors(closing(CLOSING.format(given=60, adjusted=0))) == []
    assert errors(closing(CLOSING.format(given=6, adjusted=0))) == [("totals_equal_details", "F8")]
    assert errors(closing(CLOSING.format(given=60, adjusted=-110))) == [("adjustment_leaves_no_debt", "G8")]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("100 | 40 | 6 | 0 | 70 | | 30", ("totals_equal_details", "D8")),  # carried in or given: nothing says which
        ("30 | 40 | 6 | -70 | 0 | | 30", ("adjustment_leaves_no_debt", "G8")),  # the reduction is as likely as the plan
    ],
)
def test_a_cause_that_nothing_decides_is_told_once(line, told):
    assert errors(closing(f"| | Dự án 2 | '12 | {line} |")) == [told]
