"""A long table cut over several sheets: read as the one table it is where that is certain, refused where it is not."""

from __future__ import annotations

import openpyxl
import pytest
from openpyxl import Workbook
from tests.rules.sheets import DOCUMENT, REPORT_HEADER, TITLE, TITLE_OF_DECISION, decision, errors, judged, report
from treasury_books import GROUPED, USED, treasury

from fundflow.examine import examine
from fundflow.reports.annotate import annotate

FIRST_PAGE = """
    |   | TỔNG CỘNG                        | 900 | 90 | 30 | 60 |
    | I | Dự án 3: Hỗ trợ phát triển sản xuất, cải thiện dinh dưỡng | 600 | 60 | 20 | 40 |
    | 1 | Tiểu dự án 1: Hỗ trợ phát triển sản xuất | 400 | 40 | 15 | 25 |
"""
SECOND_PAGE = """
    | 2 | Tiểu dự án 2: Cải thiện dinh dưỡng | 200 | 20 | 5 | 15 |
    | II | Dự án 2: Đa dạng hóa sinh kế | 300 | 30 | 10 | 20 |
"""
NUMBERS = "| (1) | (2) | (3) | (4) | (5) | (6) | (7)=(5)/(4) | (8) |\n"
HEADING = f"UBND HUYỆN HƯƠNG KHÊ\n{TITLE}\n(Số liệu đến ngày 30/9/2023)\nĐơn vị tính: triệu đồng\n"


def cut(*pages: str, names: str = "Trang {}"):
    """A report over several sheets; its own heading and header stand on the first."""
    first, *more = pages
    return report(first + "".join(f"\n== {names.format(n)} ==\n{page.strip()}" for n, page in enumerate(more, 2)))


def placed(reading) -> dict[str, int]:
    """Millions by place, of the plan of the year."""
    return {f"{r.sheet}!{r.cell}": int(r.amount / 10**6) for r in reading.rows if r.measure == "allocated"}


@pytest.mark.parametrize(
    ("above", "first_row"),
    [
        pytest.param("", 1, id="rows only"),
        pytest.param(NUMBERS, 2, id="numbers of the columns"),
        pytest.param(f"{REPORT_HEADER}\n", 2, id="header"),
        pytest.param(f"Trang 2\n{REPORT_HEADER}\n{NUMBERS}", 4, id="header, its numbers, and the page's"),
        pytest.param(f"Đơn vị tính: triệu đồng\n{REPORT_HEADER}\n", 3, id="unit of money and header"),
        pytest.param(f"{HEADING}{REPORT_HEADER}\n", 6, id="everything again"),
    ],
)
def test_the_next_sheet_goes_on_with_the_table(above, first_row):
    reading = cut(FIRST_PAGE, above + "\n".join(SECOND_PAGE.strip().split("\n")))

    assert errors(reading) == []
    assert placed(reading) == {
        "Biểu!C8": 400, f"Trang 2!C{first_row}": 200, f"Trang 2!C{first_row + 1}": 300,
    }  # fmt: skip
    assert [(table.sheet, table.pages) for table in reading.tables] == [("Biểu", ("Trang 2",))]
    assert reading.rows_read == len(reading.rows) + reading.rows_held + sum(reading.ignored.values())


def test_a_table_goes_on_over_three_sheets_the_last_with_its_total_and_the_signatures():
    last = "| | TỔNG CỘNG | 900 | 90 | 30 | 60 |\n\n| | NGƯỜI LẬP BIỂU | | | | GIÁM ĐỐC |"
    without_total = FIRST_PAGE.split("\n", 2)[2]
    reading = cut(without_total, SECOND_PAGE, last)

    assert errors(reading) == []
    assert reading.tables[0].pages == ("Trang 2", "Trang 3")


def test_units_below_a_project_of_the_sheet_before():
    first = "| 1 | Dự án 2: Đa dạng hóa sinh kế | | 90 | 80 | 10 |\n| | | UBND huyện Hương Khê | 50 | 45 | 5 |"
    second = "\n== PL (2) ==\n| | | UBND huyện Vũ Quang | 40 | 35 | 5 |"
    reading = decision(first + second)

    assert errors(reading) == []
    assert [(row.unit, row.component, row.sheet, row.cell) for row in reading.rows if row.amount] == [
        ("42.444", "GNBV.2", "Biểu", "E7"), ("42.444", "GNBV.2", "Biểu", "F7"),
        ("42.441", "GNBV.2", "PL (2)", "E1"), ("42.441", "GNBV.2", "PL (2)", "F1"),
    ]  # fmt: skip


# What is wrong on a page is told on it -------------------------------------------------------------------------------


def test_the_one_wrong_amount_of_both_sheets_is_told_where_it_stands():
    parts = "| 1 | Tiểu dự án 1: Giảm nghèo về thông tin | 100 | 10 | 4 | 6 |\n| 2 | Tiểu dự án 2 | 200 | 20 | 6 | 14 |"
    other = "| II | Dự án 6: Truyền thông và giảm nghèo về thông tin | 370 | 30 | 10 | 20 |\n" + parts
    reading = cut(FIRST_PAGE, SECOND_PAGE.strip().split("\n")[0] + "\n" + other)

    assert errors(reading) == [("totals_equal_details", "C2")]
    told = next(found for found in reading.findings if found.stops)
    assert (told.sheet, told.expected) == ("Trang 2", "300")
    assert "Ô C2 không khớp: tổng ở ô 'Biểu'!C6 ghi 900.000.000 đồng" in told.message


def test_a_wrong_total_of_the_first_sheet_is_told_there():
    reading = judged(cut(FIRST_PAGE.replace("| 900 |", "| 950 |"), SECOND_PAGE))

    assert [(found.rule, found.sheet, found.cell) for found in reading.findings if found.stops] == [
        ("totals_equal_details", "Biểu", "C6")
    ]


@pytest.mark.parametrize(
    ("wrong", "rule", "cell"),
    [
        (("| 200 |", "| hai trăm |"), "amount.not_a_number", "C1"),
        (("Dự án 2: Đa dạng hóa sinh kế", "Dự án 12: Hỗ trợ"), "component.unknown", "B2"),
        (("| 200 | 20 | 5 |", "| 200 | 20 | 25 |"), "disbursed_within_available", "E1"),
        (("| 2 | Tiểu dự án 2: Cải thiện dinh dưỡng |", "| 2 | |"), "row.unnamed", "C1"),
    ],
)
def test_what_is_wrong_on_the_second_sheet_has_its_cell(wrong, rule, cell):
    reading = judged(cut(FIRST_PAGE, SECOND_PAGE.replace(*wrong)))
    told = [(found.rule, found.sheet, found.cell) for found in reading.findings if found.stops]

    assert told == [(rule, "Trang 2", cell)]


def test_cells_of_the_same_address_on_two_sheets_are_not_mistaken():
    """E8 of the second sheet is out of bounds, which says nothing of E8 of the first."""
    lower = "\n".join([*["| | |"] * 6, *(line.strip() for line in SECOND_PAGE.strip().split("\n"))])
    reading = judged(cut(FIRST_PAGE, lower.replace("| 300 | 30 | 10 | 20 |", "| 300 | 30 | 40 | 20 |")))

    assert [(found.rule, found.sheet, found.cell) for found in reading.findings if found.stops] == [
        ("disbursed_within_available", "Trang 2", "E8")
    ]


def test_the_marked_workbook_marks_the_sheet_of_the_fault(tmp_path):
    path = tmp_path / "bao cao.xlsx"
    book = Workbook()
    book.active.title = "Trang 1"
    for sheet, text in (
        (book.active, HEADING + REPORT_HEADER + FIRST_PAGE),
        (book.create_sheet("Trang 2"), SECOND_PAGE),
    ):
        for line in text.replace("| 200 |", "| hai trăm |").strip().split("\n"):
            cells = [part.strip() for part in line.strip().strip("|").split("|")] if "|" in line else [line]
            sheet.append([int(cell) if cell.isdigit() else cell for cell in cells])
    book.save(path)
    reading = examine(path, folder_unit="42.444")
    marked = openpyxl.load_workbook(annotate(path, reading, tmp_path / "marked"))

    assert marked["Trang 2"]["C1"].comment is not None
    assert marked["Trang 1"]["C1"].comment is None


# What is not certainly a page ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "page",
    [
        pytest.param("| 2 | Tiểu dự án 2: Cải thiện dinh dưỡng | | 200 | 20 | 5 | 15 |", id="a column more"),
        pytest.param("| 2 | Tiểu dự án 2: Cải thiện dinh dưỡng | 200 | 20 | 5 |", id="a column fewer"),
        pytest.param("| Tiểu dự án 2: Cải thiện dinh dưỡng | 200 | 20 | 5 | 15 |", id="no column of numbers"),
        pytest.param("| 2 | 200 | 20 | 5 | 15 |", id="no column of names"),
        pytest.param("| | 2 | UBND huyện Hương Khê | 200 | 20 | 5 | 15 |", id="units, all shifted"),
        pytest.param(
            "| 2 | Tiểu dự án 2: Cải thiện dinh dưỡng | 200 | 20 | 5 | 15 | | | 7 | 8 |", id="beside the table"
        ),
        pytest.param(FIRST_PAGE.strip(), id="the same rows again"),
    ],
)
def test_rows_that_do_not_fit_the_columns_before_are_refused(page):
    reading = judged(cut(FIRST_PAGE.replace("| 900 |", "| 600 |"), page))
    told = next(found for found in reading.findings if found.stops)

    assert (told.rule, told.sheet, told.expected) == ("table.page_unclear", "Trang 2", "Biểu")
    assert {row.sheet for row in reading.rows} == {"Biểu"}


def test_nothing_goes_on_below_the_signatures():
    reading = cut(FIRST_PAGE + "\n| | NGƯỜI LẬP BIỂU | | | | GIÁM ĐỐC |", SECOND_PAGE)

    assert ("table.page_unclear", "B1") in errors(reading)


def test_a_sheet_of_another_kind_of_money_is_no_page():
    assert ("table.page_unclear", "B1") in errors(cut(FIRST_PAGE, SECOND_PAGE, names="Vốn đầu tư {}"))


def test_rows_above_a_repeated_header_are_not_lost():
    one, other = SECOND_PAGE.strip().split("\n")
    reading = cut(FIRST_PAGE, f"{one}\n{REPORT_HEADER}\n{other}")

    assert errors(reading) == []
    assert placed(reading) == {"Biểu!C8": 400, "Trang 2!C1": 200, "Trang 2!C3": 300}


def test_complete_tables_of_the_same_title_stay_two():
    one, other = "| | Dự án 2 | 100 | 5 | 1 | 2 |", "| | Dự án 7, Tiểu dự án 1 | 100 | 5 | 1 | 2 |"
    reading = cut(one, f"{HEADING}{REPORT_HEADER}\n{other}")

    assert errors(reading) == []
    assert [table.sheet for table in reading.tables] == ["Biểu", "Trang 2"]


def test_a_sheet_of_figures_that_speak_of_no_programme_is_left_alone():
    reading = cut(FIRST_PAGE + SECOND_PAGE.lstrip("\n"), "| | Tiền điện | 12 | 13 |\n| | Tiền nước | 5 | 7 |")

    assert errors(reading) == []


def test_an_annex_of_a_second_decision_is_no_page():
    other = DOCUMENT.replace("2726", "2727")
    heading = f"Phụ lục\n{TITLE_OF_DECISION}\n{other}\nĐơn vị tính: triệu đồng\n"
    header = "| TT | Nội dung | Đơn vị thực hiện | Tổng số | NSTW | Ngân sách tỉnh | Ghi chú |\n"
    row = "| 1 | Dự án {} | UBND huyện Hương Khê | 10 | 9 | 1 |"
    reading = decision(row.format(2) + f"\n== PL2 ==\n{heading}{header}" + row.format("7, Tiểu dự án 1"))

    assert len(reading.tables) == 2


# Treasury print-outs --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("keep", [range(0), range(11, 12), range(9, 12), range(1, 12)])
@pytest.mark.parametrize("cut_at", [13, 14, 15, 16])
def test_a_print_out_of_the_treasury_goes_on(tmp_path, keep, cut_at):
    """01a cut before one of its rows; the next sheet begins with `keep`, the rows of the first that it repeats."""
    in_dong = [
        [(*row[:n], *(x and x * 10**6 for x in row[n:])) for row in rows] for rows, n in ((GROUPED, 4), (USED, 6))
    ]
    path = treasury(tmp_path / "doi chieu.xlsx", *in_dong, merged=False)
    whole = examine(path)
    book = openpyxl.load_workbook(path)
    first, page = book["01a"], book.create_sheet("01a (2)", 1)
    for row in [*keep, *range(cut_at, first.max_row + 1)]:
        page.append([first.cell(row, column).value for column in range(1, 16)])
    first.delete_rows(cut_at, 20)
    book.save(path)
    reading = examine(path)

    assert [found.rule for found in reading.findings if found.stops] == []
    assert said(reading) == said(whole)


def said(reading) -> set[tuple]:
    """What is said, and in which column; the row depends on the cut."""
    return {
        (row.component, row.measure, row.money_year_first, row.amount, row.cell.rstrip("0123456789"))
        for row in reading.rows
        if row.amount
    }


def test_the_heading_may_be_printed_again_on_the_same_sheet():
    again = f"{HEADING}{REPORT_HEADER}\n"
    rows = "\n".join(line.strip() for line in SECOND_PAGE.strip().split("\n"))
    reading = report(f"{FIRST_PAGE.strip()}\n{again}{rows}")

    assert errors(reading) == []
    assert placed(reading) == {"Biểu!C8": 400, "Biểu!C14": 200, "Biểu!C15": 300}
    assert len(reading.tables) == 1


def test_the_heading_above_the_same_rows_again_begins_another_table():
    reading = report(f"{FIRST_PAGE.strip()}\n{HEADING}{REPORT_HEADER}\n{FIRST_PAGE.strip()}")

    assert len(reading.tables) == 2


HOUSEHOLDS = """
    | TT | Xã | Số hộ nghèo | Số hộ cận nghèo | Tỷ lệ (%) |
    | 1 | Hương Trà | 120 | 90 | 12.5 |
    | 2 | Phúc Trạch | 100 | 80 | 9.1 |
"""


def test_a_sheet_of_other_things_under_its_own_header_is_no_page():
    whole = FIRST_PAGE + SECOND_PAGE

    assert errors(cut(whole, HOUSEHOLDS)) == []
    of_money = HOUSEHOLDS.replace("Số hộ nghèo", "Kinh phí hỗ trợ")
    assert [rule for rule, _ in errors(cut(whole, of_money))] == ["table.page_unclear"]
