"""What columns and days are called in reports of offices: read as they are meant, or not at all."""

from __future__ import annotations

import pytest
from tests.rules.sheets import TITLE, errors, report

ROW = "| 1 | Dự án 2 | 100 | 50 | 30 | 40 | 90 |"
BY_SOURCE = "| TT | Nội dung | Kế hoạch vốn năm 2023 | {} | {} | {} | {} |"
PLAN = "Kế hoạch vốn năm 2023"
CARRIED, SPENT_CARRIED = "Vốn năm 2022 chuyển sang", "Giải ngân vốn 2022 chuyển sang"
SPENT, NOTES = "Giải ngân vốn năm 2023", "Khó khăn, vướng mắc"


def by_source(carried=CARRIED, spent_carried=SPENT_CARRIED, spent=SPENT, last=NOTES, row=ROW, **words):
    return report(row, header=BY_SOURCE.format(carried, spent_carried, spent, last), **words)


def by_year(*columns: tuple[str, str], row: str):
    """Each column with its group header, which nobody merged."""
    groups = [group for group, _ in columns]
    above = [group if not place or groups[place - 1] != group else "" for place, group in enumerate(groups)]
    header = f"| TT | Nội dung | {' | '.join(above)} |\n| | | {' | '.join(own for _, own in columns)} |"
    return report(row, header=header)


def blocks(*own: str) -> list[tuple[str, str]]:
    return [(group, text) for group in (CARRIED, "Vốn năm 2023") for text in own]


def said(reading) -> list[str]:
    assert errors(reading) == []
    return [
        f"{row.measure} {row.money_year_first}-{row.money_year_last} {int(row.amount / 10**6)} {row.cell[0]}"
        for row in reading.rows
        if row.amount
    ]


PLAIN = [
    "allocated 2023-2023 100 C",
    "carried_in 2022-2022 50 D",
    "disbursed 2022-2022 30 E",
    "disbursed 2023-2023 40 F",
]


@pytest.mark.parametrize(
    "header",
    [
        "Vốn năm 2022 chuyển sang năm 2023",
        "Kế hoạch vốn năm 2022 kéo dài sang năm 2023",
        "Dự toán năm 2022 được phép chuyển nguồn sang năm 2023",
        "Vốn năm trước chuyển sang (2022)",
        "Vốn chuyển sang từ năm 2022",
        "Kinh phí năm 2022 chuyển sang",
        "KP 2022 chuyển nguồn sang 2023",
        "KHV 2022 kéo dài sang 2023",
        "Năm 2022 chuyển sang 2023",
        "Số dư năm 2022 chuyển sang",
        "Vốn năm 2022 còn lại chuyển sang",
        "Vốn năm 2022 còn lại được phép chuyển sang",
        "Kinh phí 2022 chưa giải ngân hết chuyển sang 2023",
        "Vốn năm 2022 được phép kéo dài thời gian giải ngân",
        "Vốn năm trước (2022)",
    ],
)
def test_the_year_that_money_comes_from_is_its_year(header):
    assert said(by_source(carried=header)) == PLAIN


@pytest.mark.parametrize(
    "header",
    [
        "Vốn năm 2021, 2022 chuyển sang",
        "Vốn 2021+2022 chuyển sang",
        "Kinh phí năm 2021-2022 chuyển sang năm 2023",
        "Vốn năm 2021 và năm 2022 kéo dài",
        "Vốn các năm 2021, 2022 chuyển sang",
        "Vốn năm trước chuyển sang (2021, 2022)",
        "Vốn chuyển nguồn 2021+2022",
        "Vốn kéo dài năm 2021, 2022",
        "2021+2022 chuyển sang",
    ],
)
def test_carried_money_of_two_years_is_kept_together(header):
    together = [figure.replace("2022-2022", "2021-2022") for figure in PLAIN]

    assert said(by_source(carried=header, spent_carried="Giải ngân vốn chuyển sang")) == together
    columns = [(group, own) for group in (header, "Vốn năm 2023") for own in ("KH", "GN")]
    assert [figure[:-2] for figure in said(by_year(*columns, row="| 1 | Dự án 2 | 50 | 30 | 100 | 40 |"))] == [
        "carried_in 2021-2022 50", "disbursed 2021-2022 30", "allocated 2023-2023 100", "disbursed 2023-2023 40",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "header",
    [
        "Vốn năm 2022 (bao gồm 2021) chuyển sang",
        "Vốn năm 2022 chuyển sang (bao gồm năm 2021)",
        "Vốn năm 2022 chuyển sang, cùng vốn 2021",
    ],
)
def test_money_is_not_given_to_one_of_the_years_that_its_header_names(header):
    assert ("form.column_unclear", "D5") in errors(by_source(carried=header))


@pytest.mark.parametrize(
    "header",
    [
        "Vốn năm 2022 chuyển sang (QĐ 653/QĐ-TTg ngày 28/5/2021)",
        "Kế hoạch 2021-2025: vốn năm 2022 chuyển sang",
        "Vốn năm 2022 chuyển sang (quyết định ngày 30 tháng 12 năm 2021)",
    ],
)
def test_a_date_a_document_or_a_whole_period_names_no_year_of_money(header):
    assert said(by_source(carried=header)) == PLAIN


@pytest.mark.parametrize(
    "header", ["Kế hoạch vốn 2023 (bao gồm vốn năm 2022 kéo dài)", "Vốn năm 2022 kéo dài, gồm cả vốn năm 2023"]
)
def test_money_of_two_years_in_one_column_is_not_taken_for_that_of_one(header):
    assert errors(by_source(carried=header)) == [("form.column_unclear", "D5")]


def test_a_total_plan_with_the_money_carried_over_is_a_total():
    total = "Tổng kế hoạch vốn 2023 (bao gồm vốn năm 2022 kéo dài)"
    row = "| 1 | Dự án 2 | 100 | 50 | 30 | 40 | {} |"

    assert said(by_source(last=total, row=row.format(150))) == PLAIN
    assert errors(by_source(last=total, row=row.format(190))) == [("totals_equal_details", "G6")]


@pytest.mark.parametrize(
    "header",
    [
        "Giải ngân vốn năm 2023 trong tháng",
        "Giải ngân trong kỳ vốn năm 2023",
        "Giải ngân vốn năm 2023 kỳ này",
        "Giải ngân vốn năm 2023 tháng 9",
    ],
)
def test_what_was_spent_in_the_period_is_not_what_was_spent_so_far(header):
    assert errors(by_source(spent=header)) == [("form.column_missing", "B5")]

    beside = by_source(last=header, row="| 1 | Dự án 2 | 100 | 50 | 30 | 40 | 7 |")
    assert said(beside) == PLAIN


def test_the_same_period_of_last_year_is_read_past():
    assert said(by_source(last="Giải ngân cùng kỳ năm 2022")) == PLAIN


def test_what_is_planned_to_be_spent_is_not_spent():
    assert errors(by_source(spent="Kế hoạch giải ngân năm 2023")) == [("form.column_unclear", "F5")]
    of_years = by_year(*blocks("Kế hoạch giải ngân", "Giải ngân"), row="| 1 | Dự án 2 | 50 | 30 | 100 | 40 |")
    assert errors(of_years) == [("form.column_unclear", "C6"), ("form.column_unclear", "E6")]


def test_what_is_expected_to_be_spent_is_an_estimate():
    reading = by_source(last="Dự kiến giải ngân đến 31/12/2023")

    assert said(reading) == [*PLAIN, "estimate 2022-2023 90 G"]


@pytest.mark.parametrize(
    ("own", "row"),
    [
        (("Kế hoạch", "Giải ngân", "Còn lại"), "| 1 | Dự án 2 | 50 | 30 | 20 | 100 | 40 | 60 |"),
        (("Kế hoạch", "Giải ngân", "Chưa giải ngân"), "| 1 | Dự án 2 | 50 | 30 | 20 | 100 | 40 | 60 |"),
        (("Kế hoạch", "Giải ngân", "Giải ngân trong kỳ"), "| 1 | Dự án 2 | 50 | 30 | 2 | 100 | 40 | 6 |"),
        (("Kế hoạch", "Giải ngân lũy kế", "Giải ngân trong tháng"), "| 1 | Dự án 2 | 50 | 30 | 2 | 100 | 40 | 6 |"),
    ],
)
def test_blocks_by_year_may_say_more_than_plan_and_spending(own, row):
    assert said(by_year(*blocks(*own), row=row)) == [
        "carried_in 2022-2022 50 C", "disbursed 2022-2022 30 D", "allocated 2023-2023 100 F", "disbursed 2023-2023 40 G",
    ]  # fmt: skip


def test_a_block_of_all_years_is_checked_against_the_others():
    columns = [("Tổng cộng", "Kế hoạch"), ("Tổng cộng", "Giải ngân"), *blocks("Kế hoạch", "Giải ngân")]
    row = "| 1 | Dự án 2 | 150 | {} | 50 | 30 | 100 | 40 |"

    assert len(said(by_year(*columns, row=row.format(70)))) == 4
    assert errors(by_year(*columns, row=row.format(77))) == [("totals_equal_details", "D7")]


def test_a_block_of_a_year_may_hold_its_estimate():
    columns = [*blocks("Kế hoạch", "Giải ngân"), ("Vốn năm 2023", "Ước giải ngân đến 31/12/2023")]

    assert said(by_year(*columns, row="| 1 | Dự án 2 | 50 | 30 | 100 | 40 | 90 |"))[-1] == "estimate 2023-2023 90 G"


def test_a_column_of_codes_before_the_names_is_not_the_column_of_names():
    """ "Mã CTMT" is what the Treasury's tables are recognised by; here the names stand beside it."""
    header = "| TT | Mã CTMT | Nội dung | Kế hoạch vốn năm 2023 | Vốn năm 2022 chuyển sang | {} | {} |"
    numbers = "| (1) | | (2) | (3) | (4) | (5) | (6) |\n"
    reading = report(numbers + "| 1 | 472 | Dự án 2 | 100 | 50 | 30 | 40 |", header=header.format(SPENT_CARRIED, SPENT))

    assert [figure[:-2] for figure in said(reading)] == [figure[:-2] for figure in PLAIN]


# The day that figures speak of -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "(Vốn năm 2022 được kéo dài đến 31/12/2023; số liệu đến 30/9/2023)",
        "(Thời hạn giải ngân đến hết ngày 31/12/2023) (Số liệu đến ngày 30/9/2023)",
        "Báo cáo 9 tháng năm 2023, dự kiến quý IV năm 2023",
        "Kết quả quý III năm 2023, nhiệm vụ quý IV năm 2023",
    ],
)
def test_a_deadline_or_a_plan_is_not_the_day_of_the_figures(words):
    reading = by_source(day=words)

    assert errors(reading) == []
    assert str(reading.as_of) == "2023-09-30"


@pytest.mark.parametrize(
    "words",
    [
        "(Tính đến 17h ngày 30/9/2023)",
        "Số liệu đến 24h00 ngày 30/9/2023",
        "Số liệu chốt ngày 30/9/2023",
        "Ngày chốt số liệu: 30/9/2023",
        "Số liệu TABMIS ngày 30 tháng 9 năm 2023",
        "Báo cáo T9/2023",
        "Kết quả 9T năm 2023",
        "Số liệu đến ngày ３０/９/２０２３",
    ],
)
def test_other_words_for_the_day_of_the_figures(words):
    reading = by_source(day=words)

    assert errors(reading) == []
    assert str(reading.as_of) == "2023-09-30"


@pytest.mark.parametrize(
    "words", ["Vốn 2022 kéo dài thời gian thực hiện đến hết ngày 31/12/2023", "Nhiệm vụ quý IV năm 2023"]
)
def test_a_deadline_alone_says_no_day(words):
    assert errors(by_source(day=words, title=TITLE)) == [("period.missing", "A2")]


@pytest.mark.parametrize("words", ["ĐV: triệu đồng", "Đơn vị tính tiền: triệu đồng", "Đơn vị tiền tệ: triệu đồng"])
def test_other_words_for_the_unit_of_money(words):
    reading = by_source(day=f"(Số liệu đến ngày 30/9/2023)\n{words}", unit_of_money="triệu đồng")

    assert errors(reading) == []
    assert {table.scale for table in reading.tables} == {10**6}


@pytest.mark.parametrize(
    "title",
    [f"{TITLE} VÀ VỐN NĂM 2022 CHUYỂN SANG", f"{TITLE} (GỒM CẢ VỐN NĂM 2021, NĂM 2022 CHUYỂN SANG)", TITLE.replace("NĂM 2023", "NĂM 2022 CHUYỂN SANG NĂM 2023")],
)  # fmt: skip
def test_the_latest_year_of_a_title_is_the_budget_year(title):
    assert report(ROW, title=title).budget_year == 2023


@pytest.mark.parametrize("plan", ["Kế hoạch vốn năm nay", "Dự toán giao trong năm", "Kế hoạch vốn được giao trong năm"])
def test_this_year_is_the_budget_year(plan):
    header = f"| TT | Nội dung | {plan} | {CARRIED} | {SPENT_CARRIED} | Giải ngân: vốn giao trong năm | {NOTES} |"

    assert said(report(ROW, header=header)) == PLAIN


def test_spending_of_all_earlier_years():
    assert said(by_source(spent_carried="Giải ngân: Vốn các năm trước")) == PLAIN


@pytest.mark.parametrize(
    "name",
    [
        "Đơn vị, nội dung",
        "Đơn vị/Dự án",
        "Địa phương, danh mục dự án",
        "Nguồn vốn/Dự án",
        "Các dự án, tiểu dự án",
        "Diễn giải",
    ],
)
def test_other_words_above_the_column_of_names(name):
    header = BY_SOURCE.format(CARRIED, SPENT_CARRIED, SPENT, NOTES).replace("Nội dung", name)

    assert said(report(ROW, header=header)) == PLAIN


@pytest.mark.parametrize("total", ["TOÀN HUYỆN", "Toàn huyện (I+II)", "TOÀN TỈNH"])
def test_the_whole_district_is_a_total(total):
    assert said(report(f"| | {total} | 100 | 50 | 30 | 40 |\n{ROW}")) == PLAIN


@pytest.mark.parametrize("earlier", ["Vốn năm 2022", "Nguồn vốn 2022", "Kế hoạch vốn năm 2022 (kéo dài)"])
def test_a_block_of_an_earlier_year_was_carried_over(earlier):
    columns = [(group, own) for group in (earlier, "Vốn năm 2023") for own in ("Vốn giao", "Số đã giải ngân")]

    assert said(by_year(*columns, row="| 1 | Dự án 2 | 50 | 30 | 100 | 40 |")) == [
        "carried_in 2022-2022 50 C",
        "disbursed 2022-2022 30 D",
        "allocated 2023-2023 100 E",
        "disbursed 2023-2023 40 F",
    ]


def test_without_a_block_of_the_budget_year_nothing_is_carried_over():
    columns = [(group, own) for group in ("Vốn năm 2021", "Vốn năm 2022") for own in ("Kế hoạch", "Giải ngân")]

    assert "form.column_missing" in dict(errors(by_year(*columns, row="| 1 | Dự án 2 | 50 | 30 | 100 | 40 |")))


def test_two_years_below_a_header_are_no_day():
    columns = [(text, "(2021+2022)") for text in ("Vốn chuyển sang", "Giải ngân vốn chuyển sang")]
    columns += [("Kế hoạch vốn", "Năm 2023"), ("Giải ngân", "Vốn năm 2023")]

    assert said(by_year(*columns, row="| 1 | Dự án 2 | 50 | 30 | 100 | 40 |")) == [
        "carried_in 2021-2022 50 C", "disbursed 2021-2022 30 D", "allocated 2023-2023 100 E", "disbursed 2023-2023 40 F",
    ]  # fmt: skip


def test_merged_headers_that_a_program_filled_into_each_of_their_cells():
    """As exports write them: what was one cell over two rows and three columns is six."""
    top = f"| TT | Nội dung | Kế hoạch vốn năm 2023 | {CARRIED} | Giải ngân | Giải ngân | {NOTES} |"
    below = f"| TT | Nội dung | Kế hoạch vốn năm 2023 | {CARRIED} | Vốn 2022 chuyển sang | Vốn năm 2023 | {NOTES} |"

    assert said(report(ROW, header=f"{top}\n{below}")) == PLAIN
    assert said(report(ROW, header=f"{top}\n{top}\n{below}")) == PLAIN


@pytest.mark.parametrize("code", ["Mã CTMT", "Mã số", "Mã dự án"])
def test_codes_beside_the_names_are_read_past(code):
    reading = by_source(last=code, row="| 1 | Dự án 2 | 100 | 50 | 30 | 40 | 472 |")

    assert said(reading) == PLAIN
    assert [found.rule for found in reading.findings if found.rule.startswith("form.")] == []


def test_money_under_the_code_of_its_source_is_not_read_past():
    reading = by_source(last="Kinh phí mã nguồn 15", row="| 1 | Dự án 2 | 100 | 50 | 30 | 40 | 472 |")

    assert [found.cell for found in reading.findings if found.rule.startswith("form.column_un")] == ["G5"]


# Short words -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "plan",
    ["KHV 2023", "KH vốn giao 2023", "KP năm 2023", "Kinh phí được giao năm 2023", "DT giao năm 2023", "Vốn KH năm 2023",
     "Vốn bố trí năm 2023", "Kinh phí phân bổ năm 2023"],
)  # fmt: skip
def test_a_plan_by_its_short_names(plan):
    assert (
        said(
            report(
                ROW,
                header=BY_SOURCE.replace("Kế hoạch vốn năm 2023", plan).format(CARRIED, SPENT_CARRIED, SPENT, NOTES),
            )
        )
        == PLAIN
    )


@pytest.mark.parametrize(
    ("carried", "current"),
    [
        ("GN vốn 2022 chuyển sang", "GN vốn 2023"),
        ("Số đã GN vốn năm 2022 kéo dài", "Số đã GN năm 2023"),
        ("LKGN vốn 2022 chuyển sang", "LKGN vốn 2023"),
        ("LK GN KP 2022 chuyển sang", "Lũy kế GN 2023"),
        ("Vốn 2022 chuyển sang đã giải ngân", "Vốn năm 2023 đã giải ngân"),
        ("Đã chi nguồn năm 2022 chuyển sang", "Đã chi kinh phí năm 2023"),
        ("Giải ngân vốn 2022", "Giải ngân 2023"),
    ],
)
def test_spending_by_its_short_names(carried, current):
    assert said(by_source(spent_carried=carried, spent=current)) == PLAIN


@pytest.mark.parametrize("header", ["GN trong năm 2022", "GN năm 2022", "Giải ngân 2022"])
def test_what_was_spent_in_an_earlier_year_is_not_what_was_spent_of_its_money(header):
    assert ("form.column_twice", "F5") in errors(by_source(spent_carried=header))


@pytest.mark.parametrize("rate", ["Tỷ lệ GN (%)", "TLGN", "TL GN", "% GN"])
def test_a_rate_by_its_short_names(rate):
    reading = by_source(last=rate, row="| 1 | Dự án 2 | 100 | 50 | 30 | 40 | 46.7 |")

    assert said(reading) == PLAIN
    assert [amount.raw for table in reading.tables for line in table.lines for amount in line.rates] == ["46.7"]


@pytest.mark.parametrize(
    "estimate", ["UTH đến 31/12/2023", "Ước GN cả năm", "Dự kiến GN đến 31/12/2023", "ƯTH năm 2023"]
)
def test_an_estimate_by_its_short_names(estimate):
    assert said(by_source(last=estimate)) == [*PLAIN, "estimate 2022-2023 90 G"]


@pytest.mark.parametrize("own", [("KH", "GN"), ("KHV", "LKGN đến 30/9"), ("KP giao", "KP đã GN"), ("Vốn giao", "TH")])
@pytest.mark.parametrize("years", [("KP 2022 chuyển sang", "KP 2023"), ("Vốn kéo dài từ năm 2022", "Nguồn năm 2023")])
def test_blocks_by_year_in_short_words(years, own):
    columns = [(group, text) for group in years for text in own]

    assert said(by_year(*columns, row="| 1 | Dự án 2 | 50 | 30 | 100 | 40 |")) == [
        "carried_in 2022-2022 50 C", "disbursed 2022-2022 30 D", "allocated 2023-2023 100 E", "disbursed 2023-2023 40 F",
    ]  # fmt: skip


@pytest.mark.parametrize("plan", ["Kế hoạch vốn", "KHV", "Dự toán giao"])
@pytest.mark.parametrize(
    "years",
    [
        ("Năm 2022 chuyển sang", "Giao năm 2023"),
        ("2022 chuyển sang", "2023"),
        ("Vốn năm trước (2022)", "Vốn năm nay (2023)"),
    ],
)
def test_plan_and_spending_each_with_their_years(plan, years):
    columns = [(group, text) for group in (plan, "GN đến 30/9") for text in years]

    assert said(by_year(*columns, row="| 1 | Dự án 2 | 50 | 100 | 30 | 40 |")) == [
        "carried_in 2022-2022 50 C", "allocated 2023-2023 100 D", "disbursed 2022-2022 30 E", "disbursed 2023-2023 40 F",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "header", ["Kinh phí GN năm 2023", "Vốn GN 2023", "CTMTQG GN bền vững năm 2023", "KH GN năm 2023"]
)
def test_gn_that_may_mean_the_programme_is_not_spending(header):
    assert errors(by_source(spent=header)) == [("form.column_unclear", "F5")]


@pytest.mark.parametrize("total", ["Tổng LKGN", "Cộng GN", "Tổng số đã GN"])
def test_all_that_was_spent_is_a_total(total):
    row = "| 1 | Dự án 2 | 100 | 50 | 30 | 40 | {} |"

    assert said(by_source(last=total, row=row.format(70))) == PLAIN
    assert errors(by_source(last=total, row=row.format(77))) == [("totals_equal_details", "G6")]


@pytest.mark.parametrize(
    ("carried", "spent_carried", "plan", "spent"),
    [
        ("Vốn năm 22 chuyển sang", "Giải ngân vốn 22 chuyển sang", "KHV 23", "Giải ngân vốn năm 23"),
        ("KP 22 chuyển nguồn sang 23", "GN KP 22 chuyển sang", "Kế hoạch vốn năm 23", "GN vốn 23"),
        ("Năm 22 chuyển sang", "Giải ngân: Vốn năm trước (năm 22)", "Dự toán năm 23 giao", "LKGN vốn 23"),
    ],
)
def test_years_in_two_digits(carried, spent_carried, plan, spent):
    header = BY_SOURCE.replace(PLAN, plan).format(carried, spent_carried, spent, NOTES)

    assert said(report(ROW, header=header)) == PLAIN


@pytest.mark.parametrize("years", ["năm 21, 22", "21+22", "2021-22", "năm 21 và năm 22", "các năm 21-22", "2021, 22"])
def test_two_years_in_two_digits_are_kept_together(years):
    columns = [(group, own) for group in (f"Vốn {years} chuyển sang", "Năm 23") for own in ("KHV", "GN")]

    assert said(by_year(*columns, row="| 1 | Dự án 2 | 50 | 30 | 100 | 40 |")) == [
        "carried_in 2021-2022 50 C", "disbursed 2021-2022 30 D", "allocated 2023-2023 100 E", "disbursed 2023-2023 40 F",
    ]  # fmt: skip


def test_a_year_in_two_digits_that_a_header_adds_is_not_passed_over():
    assert ("form.column_unclear", "D5") in errors(by_source(carried="Vốn năm 2022 chuyển sang (gồm cả 21)"))


@pytest.mark.parametrize("words", ["22 xã", "22,5 tỷ", "30a", "22/12", "25%"])
def test_two_digits_that_are_no_year(words):
    assert errors(by_source(carried=f"Vốn {words} chuyển sang", spent_carried=SPENT_CARRIED)) == [
        ("form.column_unclear", "D5")
    ]


LEFT = "| TT | Nội dung | {} | {} | {} | {} | Còn lại | | |\n| | | | | | | Tổng số | Vốn 2022 chuyển sang | Vốn 2023 |"


def test_what_is_left_may_be_split_by_year():
    header = LEFT.format(PLAN, CARRIED, SPENT_CARRIED, SPENT)
    row = "| 1 | Dự án 2 | 100 | 50 | 30 | 40 | {} | 20 | 60 |"

    assert said(report(row.format(80), header=header)) == PLAIN
    assert errors(report(row.format(88), header=header)) == [("totals_equal_details", "G7")]


@pytest.mark.parametrize("spent", ["Kinh phí đã sử dụng", "Số đã chi"])
def test_what_was_used_was_spent(spent):
    columns = [(text, year) for text in ("Kế hoạch vốn", spent) for year in ("Năm 2022 chuyển sang", "Năm 2023")]

    assert said(by_year(*columns, row="| 1 | Dự án 2 | 50 | 100 | 30 | 40 |"))[2:] == [
        "disbursed 2022-2022 30 E", "disbursed 2023-2023 40 F",
    ]  # fmt: skip
