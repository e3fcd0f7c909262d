"""The rule spending_not_copied, on small tables."""

from tests.rules.sheets import applies, found, report

RULE = "spending_not_copied"
PROJECTS = ("Dự án 2", "Dự án 3, Tiểu dự án 1", "Dự án 6, Tiểu dự án 2", "Dự án 7, Tiểu dự án 1")
FOUR = "\n".join(
    f"| | {name} | {90 + 7 * n} | {50 + n * n} | {9 + 2 * n} | {20 + 3 * n} | |" for n, name in enumerate(PROJECTS)
)
SPENT_IN_FULL = "\n".join(f"| | {name} | {n * n} | | | {n * n} | |" for n, name in enumerate(PROJECTS, start=3))


def test_passes_on_spending_of_its_own():
    assert found(RULE, report(FOUR)) == []


def test_fails_at_the_header_of_the_spending():
    assert found(RULE, report(SPENT_IN_FULL)) == ["F5"]


def test_not_applicable_from_the_years_end_on():
    assert not applies(RULE, report(SPENT_IN_FULL, day="(Số liệu đến ngày 31/12/2023)"))


def test_null_spending_is_no_copy():
    unspent = "\n".join(f"| | {name} | {n} | | | 0 | |" for n, name in enumerate(PROJECTS, start=10))

    assert found(RULE, report(unspent)) == []
