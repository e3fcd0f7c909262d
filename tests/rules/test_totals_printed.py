"""The rule totals_printed, on small tables."""

from tests.rules.sheets import applies, found, report

RULE = "totals_printed"
PROJECTS = ("Dự án 2", "Dự án 3, Tiểu dự án 1", "Dự án 6, Tiểu dự án 2", "Dự án 7, Tiểu dự án 1")


def test_passes_with_a_total():
    rows = "| | TỔNG CỘNG | 3 | | | | |\n" + "\n".join(f"| | {name} | 1 | | | | |" for name in PROJECTS[:3])
    assert found(RULE, report(rows)) == []


def test_passes_with_the_sum_of_a_project():
    rows = "| I | Dự án 4 | 3 | | | | |\n" + "\n".join(f"| {n} | Tiểu dự án {n} | 1 | | | | |" for n in (1, 2, 3))
    assert found(RULE, report(rows)) == []
    assert found(RULE, report(rows.replace("| 3 | |", "| | |"))) == ["A2"]


def test_fails_at_the_title():
    assert found(RULE, report("\n".join(f"| | {name} | 1 | | | | |" for name in PROJECTS[:3]))) == ["A2"]


def test_not_applicable_without_figures():
    assert not applies(RULE, report("| | Dự án 2 | | | | | |"))


def test_null_and_short_tables_need_no_total():
    assert found(RULE, report("\n".join(f"| | {name} | 1 | | | | |" for name in PROJECTS[:2]))) == []
