"""The rule unit_of_money_plausible, on small tables."""

from tests.rules.sheets import applies, found, report

RULE = "unit_of_money_plausible"


def test_passes_on_sums_of_a_district():
    assert found(RULE, report("| | Dự án 2 | 100 | 50 | 20 | 20 | |")) == []


def test_fails_where_millions_are_called_dong():
    assert found(RULE, report("| | Dự án 2 | 100 | 50 | 20 | 20 | |", unit_of_money="đồng")) == ["A4"]


def test_fails_where_dong_are_called_millions():
    dong = report("| | Dự án 2 | 100000000 | 50000000 | 20000000 | 20000000 | |")

    assert found(RULE, dong) == ["A4"]


def test_not_applicable_to_another_currency():
    dollars = report("| | Dự án 2 | 100 | 50 | 20 | 20 | |")
    dollars.currency = "USD"

    assert not applies(RULE, dollars)


def test_null_and_zero_figures_have_no_size():
    assert found(RULE, report("| | Dự án 2 | 0 | | 0 | | |")) == []
