"""The rule programme_agrees, on small tables."""

from tests.rules.sheets import applies, found, report

RULE = "programme_agrees"
ETHNIC = "Chương trình MTQG phát triển kinh tế - xã hội vùng đồng bào dân tộc thiểu số và miền núi"


def test_passes_where_lines_belong_to_the_title():
    assert found(RULE, report("| | Dự án 2 | 100 | 50 | 20 | 20 | |")) == []


def test_fails_at_the_first_line_of_another_programme():
    rows = f"| | Dự án 2 | 9 | | | 2 | |\n| | {ETHNIC} | 9 | | | 2 | |\n| | Dự án 9, Tiểu dự án 1 | 9 | | | 2 | |"
    assert found(RULE, report(rows)) == ["B8"]


def test_not_applicable_without_figures():
    assert not applies(RULE, report("| | Dự án 2 | | | | | |"))


def test_null_programme_of_the_title_says_nothing():
    title = "BÁO CÁO GIẢI NGÂN KINH PHÍ SỰ NGHIỆP CÁC CHƯƠNG TRÌNH MỤC TIÊU QUỐC GIA NĂM 2023"
    rows = f"| | {ETHNIC} | 9 | | | 2 | |\n| | Dự án 9, Tiểu dự án 1 | 9 | | | 2 | |"
    assert found(RULE, report(rows, title=title)) == []
