"""The rule returned_within_available, on small tables."""

from dataclasses import replace

from tests.rules.sheets import applies, closing, found, report

RULE = "returned_within_available"


def returning(rows):
    """A closing form whose column of cancelled money says what was returned: no form of ours gives it yet."""
    reading = closing(rows)
    reading.rows = [replace(row, measure="returned") if row.measure == "cancelled" else row for row in reading.rows]
    return reading


def test_passes_up_to_the_plan():
    assert found(RULE, returning("| | Dự án 2 | '12 | 100 | 40 | 60 | | 0 | 100 | 0 | |")) == []


def test_fails_at_the_returned_amount():
    assert found(RULE, returning("| | Dự án 2 | '12 | 100 | 40 | 60 | | 0 | 101 | 0 | |")) == ["I8"]


def test_not_applicable_to_a_report():
    assert not applies(RULE, report("| | Dự án 2 | 100 | 50 | 20 | 20 | |"))


def test_null_plan_is_not_a_plan_of_zero():
    rows = "| | Dự án 2 | '12 | | | | | 0 | 101 | 0 | |\n| | Dự án 6 | '12 | 1 | 1 | | | | | 1 | |"
    assert found(RULE, returning(rows)) == []
