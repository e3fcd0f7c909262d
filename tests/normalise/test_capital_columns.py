"""Reports that split each amount by capital type or by level of budget, in columns of their own."""

from __future__ import annotations

import pytest
from tests.rules.sheets import TITLE, TITLE_OF_DECISION, decision, errors, found, report

TITLE_OF_BOTH = "BÁO CÁO GIẢI NGÂN CHƯƠNG TRÌNH MTQG GIẢM NGHÈO BỀN VỮNG NĂM 2023"
BY_SOURCE = """
| TT | Nội dung | Kế hoạch vốn năm 2023 | | | Vốn năm 2022 chuyển sang | | | Giải ngân vốn 2022 chuyển sang | | | Giải ngân vốn năm 2023 | | |
| | | Tổng | {0} | {1} | Tổng | {0} | {1} | Tổng | {0} | {1} | Tổng | {0} | {1} |
""".strip()
BY_YEAR = """
| TT | Nội dung | Vốn năm 2022 chuyển sang | | | | Vốn năm 2023 | | | |
| | | Kế hoạch | | Giải ngân | | Kế hoạch | | Giải ngân | |
| | | ĐTPT | SN | ĐTPT | SN | ĐTPT | SN | ĐTPT | SN |
""".strip()
BLOCKS = """
| TT | Nội dung | Vốn đầu tư phát triển | | | | Kinh phí sự nghiệp | | | |
| | | KHV 2023 | Vốn 2022 chuyển sang | GN vốn 2022 chuyển sang | GN vốn 2023 | KHV 2023 | Vốn 2022 chuyển sang | GN vốn 2022 chuyển sang | GN vốn 2023 |
""".strip()
ROW = "| I | Dự án 4 |\n| 1 | Tiểu dự án 1 | 100 | 60 | 40 | 50 | 30 | 20 | 30 | 20 | 10 | 40 | 25 | 15 |"
BOTH = {
    "allocated 2023 DTPT 60", "allocated 2023 SN 40", "carried_in 2022 DTPT 30", "carried_in 2022 SN 20",
    "disbursed 2022 DTPT 20", "disbursed 2022 SN 10", "disbursed 2023 DTPT 25", "disbursed 2023 SN 15",
}  # fmt: skip


def said(reading) -> set[str]:
    assert errors(reading) == []
    return {
        f"{row.measure} {row.money_year_first} {row.budget_level or row.capital_type} {int(row.amount / 10**6)}"
        for row in reading.rows
        if row.amount
    }


def by_source(*kinds: str, row: str = ROW, title: str = TITLE_OF_BOTH):
    return report(row, header=BY_SOURCE.format(*kinds), title=title)


@pytest.mark.parametrize("kinds", [("ĐTPT", "SN"), ("Vốn ĐT", "KPSN"), ("Vốn đầu tư", "Kinh phí sự nghiệp")])
def test_each_column_is_of_its_capital_type(kinds):
    assert said(by_source(*kinds)) == BOTH


def test_in_blocks_by_year():
    row = "| I | Dự án 4 |\n| 1 | Tiểu dự án 1 | 30 | 20 | 20 | 10 | 60 | 40 | 25 | 15 |"

    assert said(report(row, header=BY_YEAR, title=TITLE_OF_BOTH)) == BOTH


def test_in_blocks_by_capital_type():
    row = "| I | Dự án 4 |\n| 1 | Tiểu dự án 1 | 60 | 30 | 20 | 25 | 40 | 20 | 10 | 15 |"

    assert said(report(row, header=BLOCKS, title=TITLE_OF_BOTH)) == BOTH


def test_levels_of_budget_for_plan_and_spending():
    row = ROW.replace("Tiểu dự án 1", "Tiểu dự án 2")

    assert said(by_source("NSTW", "NS tỉnh", row=row, title=TITLE)) == {
        "allocated 2023 TW 60", "allocated 2023 TINH 40", "carried_in 2022 TW 30", "carried_in 2022 TINH 20",
        "disbursed 2022 TW 20", "disbursed 2022 TINH 10", "disbursed 2023 TW 25", "disbursed 2023 TINH 15",
    }  # fmt: skip


@pytest.mark.parametrize(("wrong", "cell"), [("| 100 |", "C8"), ("| 50 |", "F8"), ("| 30 | 20 | 10 |", "I8")])
def test_the_total_beside_them_is_that_of_its_own_group(wrong, cell):
    spoiled = ROW.replace(wrong, wrong.replace("| ", "| 9", 1))

    assert errors(by_source("ĐTPT", "SN", row=spoiled)) == [("totals_equal_details", cell)]


def test_spending_is_held_against_the_plan_of_its_own_type():
    """70 of recurrent money is more than its 40, though all plans together hold 100."""
    too_much = ROW.replace("| 40 | 25 | 15 |", "| 95 | 25 | 70 |")

    assert ("disbursed_within_available", "N8") in errors(by_source("ĐTPT", "SN", row=too_much))


def test_spending_is_held_against_the_plan_of_its_own_level():
    too_much = ROW.replace("| 40 | 25 | 15 |", "| 95 | 25 | 70 |").replace("Tiểu dự án 1", "Tiểu dự án 2")

    assert ("disbursed_within_available", "N8") in errors(by_source("NSTW", "NS tỉnh", row=too_much, title=TITLE))


@pytest.mark.parametrize(("rates", "odd"), [("50 | 41.7", []), ("43.8 | 41.7", ["O8"])])
def test_a_rate_of_one_capital_type_is_that_of_its_amounts(rates, odd):
    """45 of 90 and 25 of 60; of both types together it would be 43.8."""
    first, second = BY_SOURCE.format("ĐTPT", "SN").split("\n")
    header = f"{first} Tỷ lệ (%) | |\n{second} ĐTPT | SN |"

    assert found("rates_match_amounts", report(f"{ROW} {rates} |", header=header, title=TITLE_OF_BOTH)) == odd


@pytest.mark.parametrize("kind", ["ĐTPT", "vốn SN"])
def test_a_column_that_names_no_type_beside_others_that_do(kind):
    header = f"| TT | Nội dung | KHV 2023 | KHV 2023 ({kind}) | Vốn 2022 chuyển sang | GN vốn kéo dài | GN vốn 2023 |"
    reading = report("| 1 | Dự án 2 | 100 | 60 | 50 | 30 | 40 |", header=header)

    assert ("capital_type.column_missing", "C5") in errors(reading)


def test_a_column_of_another_type_than_the_title():
    header = "| TT | Nội dung | KHV 2023 (ĐTPT) | Vốn 2022 chuyển sang | GN vốn 2022 chuyển sang | GN vốn 2023 |"

    assert errors(report("| 1 | Dự án 2 | 100 | 50 | 30 | 40 |", header=header)) == [
        ("capital_type.contradiction", "C5")
    ]


def test_a_row_of_another_type_than_its_columns():
    rows = "| A | VỐN ĐẦU TƯ PHÁT TRIỂN |\n" + ROW

    assert ("capital_type.contradiction", "E6") in errors(by_source("ĐTPT", "SN", row=rows))


def test_where_the_columns_name_both_types_the_title_may_say_one_loosely():
    title = TITLE_OF_BOTH.replace("GIẢI NGÂN", "GIẢI NGÂN VỐN ĐẦU TƯ")

    assert said(by_source("ĐTPT", "SN", title=title)) == BOTH


@pytest.mark.parametrize(
    "plan", ["Kế hoạch vốn sự nghiệp năm 2023", "Vốn SN năm 2023", "KPSN năm 2023", "Kế hoạch kinh phí sự nghiệp 2023"]
)
def test_the_kind_of_money_may_stand_within_the_header(plan):
    header = f"| TT | Nội dung | {plan} | Kinh phí SN năm 2022 chuyển sang | GN vốn 2022 chuyển sang | GN vốn 2023 |"

    assert said(report("| 1 | Dự án 2 | 100 | 50 | 30 | 40 |", header=header)) == {
        "allocated 2023 SN 100", "carried_in 2022 SN 50", "disbursed 2022 SN 30", "disbursed 2023 SN 40",
    }  # fmt: skip


# Decisions -------------------------------------------------------------------------------------------------------------

DECISION_OF_BOTH = TITLE_OF_DECISION.replace("KINH PHÍ SỰ NGHIỆP", "KINH PHÍ")
TALL = """
| TT | Nội dung | Đơn vị thực hiện | Tổng số | NSTW | | | NS tỉnh | | |
| | | | | Cộng | ĐTPT | SN | Cộng | ĐTPT | SN |
""".strip()
WIDE = """
| TT | Đơn vị | Tổng số | Dự án 4 | | | | |
| | | | TDA1 | | TDA2 | TDA3 | |
| | | | ĐTPT | SN | SN | ĐTPT | SN |
""".strip()


def allocated(reading) -> set[str]:
    assert errors(reading) == []
    return {
        f"{row.component} {row.unit} {row.budget_level} {row.capital_type} {int(row.amount / 10**6)}"
        for row in reading.rows
    }


def test_a_decision_of_both_capital_types():
    rows = "| I | Dự án 4 |\n| 1 | Tiểu dự án 1 | Huyện Kỳ Anh | {} | 150 | 100 | 50 | 15 | 10 | 5 |"

    assert allocated(decision(rows.format(165), header=TALL, title=DECISION_OF_BOTH)) == {
        "GNBV.4.1 42.447 TW DTPT 100", "GNBV.4.1 42.447 TW SN 50", "GNBV.4.1 42.447 TINH DTPT 10", "GNBV.4.1 42.447 TINH SN 5",
    }  # fmt: skip
    assert errors(decision(rows.format(199), header=TALL, title=DECISION_OF_BOTH)) == [("totals_equal_details", "D8")]


def test_a_wide_decision_of_both_capital_types():
    row = "| 1 | Huyện Kỳ Anh | 310 | 100 | 50 | 60 | 55 | 45 |"

    assert allocated(decision(row, header=WIDE, title=DECISION_OF_BOTH)) == {
        "GNBV.4.1 42.447 None DTPT 100", "GNBV.4.1 42.447 None SN 50", "GNBV.4.2 42.447 None SN 60",
        "GNBV.4.3 42.447 None DTPT 55", "GNBV.4.3 42.447 None SN 45",
    }  # fmt: skip


def test_a_project_of_another_type_than_the_decision():
    header = "| TT | Đơn vị | Tổng số | Dự án 2 | Dự án 7 (ĐTPT) |"

    assert errors(decision("| 1 | Huyện Kỳ Anh | 30 | 10 | 20 |", header=header)) == [
        ("capital_type.contradiction", "E5")
    ]


@pytest.mark.parametrize(
    "header",
    [
        "| TT | Nội dung | Đơn vị TH | Tổng KP | NSTW | NST | Ghi chú |",
        "| TT | Tên dự án | Đơn vị thụ hưởng | Tổng vốn | NS TW | NS tỉnh | Ghi chú |",
        "| TT | Danh mục | Đơn vị được giao | KHV 2023 | Trung ương | Tỉnh | Ghi chú |",
        "| TT | Nội dung | Cơ quan chủ trì | Kinh phí năm 2023 | KP NSTW | KP NS tỉnh | Ghi chú |",
    ],
)
def test_a_decision_in_short_words(header):
    assert allocated(decision("| 1 | Dự án 2 | Huyện Kỳ Anh | 100 | 90 | 10 | |", header=header)) == {
        "GNBV.2 42.447 TW SN 90",
        "GNBV.2 42.447 TINH SN 10",
    }
