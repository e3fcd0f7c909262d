"""The rule amounts_are_numbers, on small tables."""

from tests.rules.sheets import applies, findings, found, report

RULE = "amounts_are_numbers"


def test_passes_on_numbers_and_dashes():
    assert found(RULE, report("| | Dự án 2 | 100 | - | - | 20 | |")) == []


def test_fails_once_at_the_first_text():
    [typed] = findings(RULE, report("| | Dự án 2 | '1.234,5 | 50 | '20,5 | 20 | |"))

    assert (typed.cell, typed.value) == ("C6", "1.234,5")
    assert "1.234.500.000" in typed.message


def test_not_applicable_without_figures():
    assert not applies(RULE, report("| | Dự án 2 | | | | | |"))


def test_null_cells_are_no_texts():
    assert found(RULE, report("| | Dự án 2 | 100 | | | 20 | |")) == []
