"""The rule amounts_not_autofilled, on small tables."""

from tests.rules.sheets import applies, found, report

RULE = "amounts_not_autofilled"
PROJECTS = ("Dự án 2", "Dự án 3, Tiểu dự án 1", "Dự án 6, Tiểu dự án 2", "Dự án 7, Tiểu dự án 1")
FOUR = "\n".join(
    f"| | {name} | {90 + 7 * n} | {50 + n * n} | {9 + 2 * n} | {20 + 3 * n} | |" for n, name in enumerate(PROJECTS)
)


def test_passes_on_figures_of_their_own():
    assert found(RULE, report(FOUR)) == []


def test_fails_at_the_second_figure_of_the_run():
    filled = "\n".join(f"| | {name} | {n} | | | | |" for n, name in enumerate(PROJECTS, start=1838))

    assert found(RULE, report(filled)) == ["C7"]


def test_not_applicable_without_figures():
    assert not applies(RULE, report("| | Dự án 2 | | | | | |"))


def test_null_figures_break_no_run_and_make_none():
    three = "\n".join(f"| | {name} | {n} | | | | |" for n, name in enumerate(PROJECTS[:3], start=1838))

    assert found(RULE, report(three + f"\n| | {PROJECTS[3]} | | | | | |")) == []
