"""The rule component_applicable, on small tables."""

from tests.rules.sheets import applies, decision, found, report

RULE = "component_applicable"


def test_passes_on_projects_of_the_province():
    assert found(RULE, report("| | Dự án 2 | 100 | 50 | 20 | 20 | |")) == []


def test_passes_on_projects_that_apply_in_part():
    assert found(RULE, report("| | Dự án 4, Tiểu dự án 1 | 100 | 50 | 20 | 20 | |")) == []


def test_fails_once_at_the_name_of_the_project():
    assert found(RULE, report("| | Dự án 5 | 100 | 50 | 20 | 20 | |")) == ["B6"]


def test_fails_at_the_project_above_its_units():
    rows = """
        | I | Dự án 5 | | 110 | 100 | 10 |
        | 1 | UBND huyện Hương Khê | | 60 | 55 | 5 |
        | 2 | UBND huyện Kỳ Anh | | 50 | 45 | 5 |
    """
    assert found(RULE, decision(rows)) == ["B6"]


def test_not_applicable_without_figures():
    assert not applies(RULE, report("| | Dự án 5 | | | | | |"))


def test_null_and_zero_amounts_are_no_money():
    assert found(RULE, report("| | Dự án 5 | 0 | | 0 | 0 | |\n| | Dự án 2 | 1 | | | | |")) == []
