"""The rule unit_named_in_file, on small tables."""

from tests.rules.sheets import applies, decision, found, report

RULE = "unit_named_in_file"


def test_passes_where_the_letterhead_names_it():
    assert found(RULE, report("| | Dự án 2 | 100 | 50 | 20 | 20 | |")) == []


def test_fails_at_the_title_where_only_the_folder_knows():
    assert found(RULE, report("| | Dự án 2 | 100 | 50 | 20 | 20 | |", letterhead="Mẫu số 1")) == ["A2"]


def test_not_applicable_to_a_decision():
    assert not applies(RULE, decision("| | Dự án 2 | UBND huyện Hương Khê | 5 | 5 | |"))


def test_null_unit_is_told_by_the_reading():
    nobody = report("| | Dự án 2 | 100 | 50 | 20 | 20 | |", letterhead="Mẫu số 1", folder_unit=None)

    assert found(RULE, nobody) == []
