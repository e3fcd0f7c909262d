"""The rule spending_not_alike, on small tables."""

from tests.rules.sheets import applies, decision, found, report

RULE = "spending_not_alike"
PROJECTS = ("Dự án 2", "Dự án 3, Tiểu dự án 1", "Dự án 6, Tiểu dự án 2", "Dự án 7, Tiểu dự án 1")
FOUR = "\n".join(
    f"| | {name} | {90 + 7 * n} | {50 + n * n} | {9 + 2 * n} | {20 + 3 * n} | |" for n, name in enumerate(PROJECTS)
)


def test_passes_on_spending_of_its_own():
    assert found(RULE, report(FOUR)) == []


def test_fails_at_the_header():
    alike = "\n".join(f"| | {name} | {n} | | | 7 | |" for n, name in enumerate(PROJECTS, start=10))

    assert found(RULE, report(alike)) == ["F5"]


def test_not_applicable_to_a_decision():
    assert not applies(RULE, decision("| | Dự án 2 | UBND huyện Hương Khê | 5 | 5 | |"))


def test_null_and_zero_spending_is_alike_for_a_reason():
    unspent = "\n".join(f"| | {name} | {n} | | | 0 | |" for n, name in enumerate(PROJECTS, start=10))

    assert found(RULE, report(unspent)) == []
