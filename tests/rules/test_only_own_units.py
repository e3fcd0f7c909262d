"""The rule only_own_units, on small tables."""

from tests.rules.sheets import applies, found, report

RULE = "only_own_units"


def test_passes_on_its_own_lines():
    assert found(RULE, report("| | Dự án 2 | 9 | | | 2 | |")) == []


def test_fails_at_the_first_line_of_another_unit():
    rows = """
        | | Dự án 2 | 20 | | | 4 | |
        | 1 | UBND huyện Hương Khê | 10 | | | 2 | |
        | 2 | UBND huyện Kỳ Anh | 10 | | | 2 | |
    """
    assert found(RULE, report(rows)) == ["B8"]


def test_not_applicable_to_a_department():
    rows = "| | Dự án 2 | 10 | | | 2 | |\n| 2 | UBND huyện Kỳ Anh | 10 | | | 2 | |"
    department = report(rows, letterhead="SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI", folder_unit="42.SLDTBXH")

    assert not applies(RULE, department)


def test_null_and_zero_lines_are_not_judged():
    rows = """
        | | Dự án 2 | 10 | | | 2 | |
        | 1 | UBND huyện Hương Khê | 10 | | | 2 | |
        | 2 | UBND huyện Kỳ Anh | | | | 0 | |
    """
    assert found(RULE, report(rows)) == []
