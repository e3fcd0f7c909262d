"""The rule amounts_not_negative, on small tables."""

from tests.rules.sheets import TITLE_OF_DECISION, applies, closing, decision, found, report

RULE = "amounts_not_negative"


def test_passes_on_figures_and_on_reductions_in_the_adjustment_column():
    assert found(RULE, report("| | Dự án 2 | 100 | 50 | 20 | 20 | |")) == []
    assert found(RULE, closing("| | Dự án 2 | 12 | 90 | 40 | 60 | -10 | 30 | | 60 | |")) == []


def test_passes_in_a_decision_that_adjusts():
    reduction = decision("| | Dự án 2 | UBND huyện Hương Khê | -5 | -5 | |", title="ĐIỀU CHỈNH " + TITLE_OF_DECISION)

    assert found(RULE, reduction) == []


def test_fails_at_the_negative_cell():
    assert found(RULE, report("| | Dự án 2 | 100 | 50 | -20 | 20 | |")) == ["E6"]
    assert found(RULE, decision("| | Dự án 2 | UBND huyện Hương Khê | -5 | -5 | |")) == ["E6"]


def test_not_applicable_without_figures():
    assert not applies(RULE, report("| | Dự án 2 | | | | | |"))


def test_null_cells_are_not_negative():
    assert found(RULE, report("| | Dự án 2 | 100 | | | 20 | |")) == []
