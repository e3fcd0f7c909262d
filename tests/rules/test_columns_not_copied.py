"""The rule columns_not_copied, on small tables."""

from tests.rules.sheets import applies, found, report

RULE = "columns_not_copied"
PROJECTS = ("Dự án 2", "Dự án 3, Tiểu dự án 1", "Dự án 6, Tiểu dự án 2", "Dự án 7, Tiểu dự án 1")
FOUR = "\n".join(
    f"| | {name} | {90 + 7 * n} | {50 + n * n} | {9 + 2 * n} | {20 + 3 * n} | |" for n, name in enumerate(PROJECTS)
)


def test_passes_on_columns_of_their_own():
    assert found(RULE, report(FOUR)) == []


def test_fails_at_the_header_of_the_second_column():
    pasted = "\n".join(f"| | {name} | 90 | 80 | {n} | {n} | |" for n, name in enumerate(PROJECTS, start=10))

    assert found(RULE, report(pasted)) == ["F5"]


def test_not_applicable_without_figures():
    assert not applies(RULE, report("| | Dự án 2 | | | | | |"))


def test_null_columns_and_columns_of_zeros_are_no_copies():
    zeros = "\n".join(f"| | {name} | {n} | | 0 | 0 | |" for n, name in enumerate(PROJECTS, start=10))

    assert found(RULE, report(zeros)) == []
