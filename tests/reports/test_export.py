"""The workbook for finance staff: exact, filterable, printable, and harmless."""

from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from fundflow.exceptions import WrongUse
from fundflow.reports import workbook
from fundflow.reports.workbook import HEADER_ROW, export
from fundflow.warehouse import Warehouse

LINES = """
INSERT INTO mart.line_version (component_code, unit_code, capital_type, budget_year, money_year_first, money_year_last,
    as_of, as_of_next, known_from, is_line, available_vnd, late_vnd, disbursed_vnd, disbursed_as_of, remaining_vnd,
    disbursed_pct, status_code, source_file_id, deadline_date)
SELECT %(component)s, '42.' || number, 'SN', 2023, 2022, 2022, DATE '2023-09-30', 'infinity', now(), true, 3000000007,
    0, number, DATE '2023-09-30', 3000000007 - number, 12.35, 'slow', 1, DATE '2023-12-31'
FROM generate_series(1, %(count)s) AS number
"""
LEFT = ("Được sử dụng", "Đã giải ngân", "Còn lại")


def sheet_of(settings, tmp_path, name="status"):
    out = tmp_path / "bảng.xlsx"
    export(settings, name, out, on=date(2023, 10, 2))
    return openpyxl.load_workbook(out).worksheets[0]


def column(sheet, header: str) -> list:
    [index] = [cell.column for cell in sheet[HEADER_ROW] if cell.value == header]
    return [cell.value for [cell] in sheet.iter_rows(min_row=HEADER_ROW + 1, min_col=index, max_col=index)]


@pytest.fixture
def filled(fresh):
    with Warehouse(fresh) as warehouse:
        warehouse.query(LINES, component="GNBV.2", count=3)
    return fresh


def test_amounts_are_numbers_exact_to_the_dong_and_add_up(filled, tmp_path):
    sheet = sheet_of(filled, tmp_path)
    *amounts, total = column(sheet, "Được sử dụng")
    assert amounts == [3_000_000_007] * 3 and total == 9_000_000_021
    assert column(sheet, "Còn lại") == [3_000_000_006, 3_000_000_005, 3_000_000_004, 9_000_000_015]
    assert column(sheet, "Tỷ lệ")[:1] == [pytest.approx(0.1235)]


def test_what_is_left_of_older_money_follows_from_the_columns_beside_it(filled, tmp_path):
    """Money given in the year that closes is not carried in: without all that may be spent the row does not add up."""
    sheet = sheet_of(filled, tmp_path, "carryover")
    for available, spent, left in zip(*(column(sheet, name) for name in LEFT), strict=True):
        assert available - spent == left


def test_what_nobody_reported_is_an_empty_cell_and_zero_a_zero(filled, tmp_path):
    with Warehouse(filled) as warehouse:
        warehouse.query("UPDATE mart.line_version SET disbursed_vnd = NULL WHERE unit_code = '42.1'")
        warehouse.query("UPDATE mart.line_version SET disbursed_vnd = 0 WHERE unit_code = '42.2'")
    assert column(sheet_of(filled, tmp_path), "Đã giải ngân") == [None, 0, 3, 3]


def test_what_is_loaded_while_it_is_written_is_not_in_it(filled, tmp_path, monkeypatch):
    def origin(*arguments):
        with Warehouse(filled) as loader:
            loader.query(LINES, component="GNBV.3.1", count=3)
        return taken(*arguments)

    taken = workbook._origin
    monkeypatch.setattr(workbook, "_origin", origin)
    *amounts, _ = column(sheet_of(filled, tmp_path), "Được sử dụng")
    assert len(amounts) == 3


def test_every_sheet_is_there_and_says_its_day_its_source_and_its_unit(filled, tmp_path):
    out = tmp_path / "a.xlsx"
    export(filled, "status", out, on=date(2023, 10, 2))
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["Tình hình", "Chuyển nguồn", "Chậm giải ngân", "Nộp báo cáo"]
    for sheet in book:
        assert "Số liệu đến 02/10/2023" in sheet["A2"].value
        assert "sổ nhật ký mục" in sheet["A3"].value
        assert sheet.cell(4, sheet.max_column).value == "Đơn vị tính: đồng"


def test_a_sheet_can_be_filtered_scrolled_and_printed(filled, tmp_path):
    sheet = sheet_of(filled, tmp_path)
    assert sheet.freeze_panes == "D6"
    assert sheet.auto_filter.ref.startswith("A5:")
    assert sheet.print_title_rows == "$5:$5"
    page = sheet.page_setup
    assert (page.orientation, page.paperSize, page.fitToWidth, page.fitToHeight) == ("landscape", 9, 1, 0)
    assert sheet.oddFooter.right.text == "Trang &P/&N"
    assert {cell.font.name for row in sheet.iter_rows(min_row=5) for cell in row} == {"Times New Roman"}
    [first, *_, total] = list(sheet.iter_rows(min_row=6, max_col=4))
    assert first[2].border.top.style == "thin" and total[2].font.bold


def test_no_line_at_all_is_said(fresh, tmp_path):
    sheet = sheet_of(fresh, tmp_path)
    assert sheet["A6"].value == "Không có dòng nào."


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://a.b")', "a\x1bb"])
def test_text_is_never_a_formula(filled, tmp_path, name):
    with Warehouse(filled) as warehouse:
        warehouse.query("UPDATE ref.component SET name_vi = %(name)s WHERE code = 'GNBV.2'", name=name)
    sheet = sheet_of(filled, tmp_path)
    assert not [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    cell = sheet.cell(HEADER_ROW + 1, 5)
    assert cell.data_type == "s"
    assert bool(cell.quotePrefix) is (name[0] in "=+-@\t")


def test_a_number_too_long_for_a_spreadsheet_stays_exact():
    assert workbook.shown(Decimal("1234567890123456"), "money") == "1234567890123456"
    assert workbook.shown(Decimal("-999999999999999"), "money") == Decimal("-999999999999999")


def test_ten_thousand_lines(fresh, tmp_path):
    with Warehouse(fresh) as warehouse:
        warehouse.query(LINES, component="GNBV.3.1", count=10_000)
    sheet = sheet_of(fresh, tmp_path, "carryover")
    assert len(column(sheet, "Còn lại")) == 10_001


def test_long_names_are_wrapped_in_rows_that_show_them_whole(filled, tmp_path):
    with Warehouse(filled) as warehouse:
        warehouse.query("UPDATE ref.component SET name_vi = repeat('dài ', 60) WHERE code = 'GNBV.2'")
    sheet = sheet_of(filled, tmp_path)
    assert sheet.cell(6, 5).alignment.wrap_text
    assert sheet.row_dimensions[6].height > 5 * 15


def test_an_unknown_name_is_answered_with_those_there_are(fresh, tmp_path):
    with pytest.raises(WrongUse, match="status, carryover, slow, coverage"):
        export(fresh, "bảng", tmp_path / "a.xlsx")


def test_every_sheet_that_is_described_has_its_query_and_is_in_a_workbook(fresh):
    folder = fresh.sql / "exports"
    described = {path.stem for path in folder.glob("*.yml")} - {"workbooks"}
    assert described == {path.stem for path in folder.glob("*.sql")}
    assert described == {sheet for sheets in workbook.names(fresh).values() for sheet in sheets}
