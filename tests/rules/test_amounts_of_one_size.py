"""The rule amounts_of_one_size, on small tables."""

import pytest
from tests.rules.sheets import closing, decision, found, report

RULE = "amounts_of_one_size"
NAMES = ("Dự án 2", "Dự án 3, Tiểu dự án 1", "Dự án 3, Tiểu dự án 2", "Dự án 4, Tiểu dự án 3", "Dự án 7, Tiểu dự án 1")


def plans(*amounts, carried: int = 0):
    """A report with one line for each plan; spending is a tenth of it."""
    return report(
        "\n".join(
            f"| {n} | {name} | {amount} | {carried} | 0 | {amount / 10:g} |"
            for n, (name, amount) in enumerate(zip(NAMES, amounts, strict=False), start=1)
        )
    )


def test_passes():
    assert found(RULE, plans(1500, 20, 900, 1200, 60)) == []


def test_fails_for_a_line_typed_in_thousands():
    """The whole line is a thousand times too large; it is told once."""
    assert found(RULE, plans(1500, 900, 1200000, 700)) == ["C8"]


def test_fails_for_a_plan_typed_in_thousand_millions():
    assert found(RULE, plans(1500, 1.2, 900, 700)) == ["C7"]


def test_a_few_lines_in_another_unit_are_each_told():
    assert found(RULE, plans(1500, 900, 1200, 700000, 800000)) == ["C9", "C10"]


@pytest.mark.parametrize(
    ("line", "cell"),
    [
        ("1000000 | 950 | 940 | 930", "C8"),
        ("1000 | 950000 | 940 | 930", "D8"),
        ("| | 940000 | 930", "E8"),
        ("| | 940 | 930000", "F8"),
    ],
)
def test_the_columns_of_plan_opening_and_spending(line, cell):
    """Spending beyond what its line may spend is another rule's: here its line has no plan."""
    lines = (
        "1500 | 1400 | 1300 | 1200",
        "900 | 800 | 700 | 600",
        line,
        "700 | 600 | 500 | 400",
        "800 | 700 | 600 | 500",
    )
    rows = "\n".join(f"| | {name} | {figures} |" for name, figures in zip(NAMES, lines, strict=True))

    assert found(RULE, report(rows)) == [cell]


@pytest.mark.parametrize(
    "amounts",
    [
        pytest.param((1500, 900, 1200000), id="three figures say little"),
        pytest.param((1500, 900, 1200, 90000), id="large, but not a hundred times"),
        pytest.param((1.5, 0.9, 1.2, 2000000), id="a thousandth of it would not be among them either"),
        pytest.param((1500, 900, 700, 0), id="nothing is no size"),
    ],
)
def test_silent(amounts):
    assert found(RULE, plans(*amounts)) == []


def test_little_may_be_left_over():
    rows = "\n".join(
        f"| {n} | {name} | 100 | {left} | 0 | 10 |"
        for n, (name, left) in enumerate(zip(NAMES, (300, 500, 0.4, 700), strict=False))
    )

    assert found(RULE, report(rows)) == []


def test_the_column_of_a_decision():
    rows = "\n".join(f"| {n} | {name} | UBND huyện Hương Khê | | {amount} | |" for n, (name, amount) in enumerate(
        zip(NAMES, (1500, 900, 1200000, 700), strict=False)))  # fmt: skip

    assert found(RULE, decision(rows)) == ["E8"]


def test_not_applicable_to_adjustments():
    rows = "\n".join(
        f"| - | {name} | 12 | {9000 + more} | 0 | 9000 | {more} | 100 | 0 | {8900 + more} | 0 |"
        for name, more in zip(NAMES, (2, 3, 4, 3000), strict=False)
    )

    assert found(RULE, closing(rows)) == []


def test_null_amounts_are_not_judged():
    assert found(RULE, report("| 1 | Dự án 2 | | | | |\n| 2 | Dự án 3, TDA 1 | | | | |")) == []
