"""The rule capital_type_agrees, on small tables."""

from tests.rules.sheets import REPORT_HEADER, TITLE, applies, found, read, report

RULE = "capital_type_agrees"
INVESTMENT = TITLE.replace("KINH PHÍ SỰ NGHIỆP", "VỐN ĐẦU TƯ PHÁT TRIỂN")


def sheet(name, title):
    return read(f"""
        == {name} ==
        UBND HUYỆN HƯƠNG KHÊ
        {title}
        (Số liệu đến ngày 30/9/2023)
        Đơn vị tính: triệu đồng
        {REPORT_HEADER}
        | | Dự án 4, Tiểu dự án 1 | 100 | 50 | 20 | 20 | |
    """)


def test_passes_where_sheet_and_title_agree():
    assert found(RULE, sheet("Đầu tư", INVESTMENT)) == []


def test_fails_at_the_title():
    assert found(RULE, sheet("Đầu tư", TITLE)) == ["A2"]


def test_not_applicable_without_figures():
    assert not applies(RULE, report("| | Dự án 2 | | | | | |"))


def test_null_name_of_a_sheet_says_nothing():
    assert found(RULE, sheet("Sheet1", TITLE)) == []
