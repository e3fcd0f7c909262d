"""The rule reduction_has_reason, on small tables."""

from tests.rules.sheets import CLOSING_HEADER, applies, closing, found

RULE = "reduction_has_reason"
WITHOUT_NOTES = CLOSING_HEADER.replace("| Ghi chú |", "|")


def test_passes_with_a_note():
    assert found(RULE, closing("| | Dự án 2 | 12 | 90 | 40 | 60 | -10 | 0 | | 90 | | QĐ 12/QĐ-UBND |")) == []


def test_fails_at_the_reduction():
    assert found(RULE, closing("| | Dự án 2 | 12 | 90 | 40 | 60 | -10 | 0 | | 90 | |")) == ["G8"]


def test_not_applicable_without_a_column_of_notes():
    assert not applies(RULE, closing("| | Dự án 2 | 12 | 90 | 40 | 60 | -10 | 0 | | 90 | |", header=WITHOUT_NOTES))


def test_null_adjustment_needs_no_reason():
    assert found(RULE, closing("| | Dự án 2 | 12 | 100 | 40 | 60 | | 0 | | 100 | |")) == []
