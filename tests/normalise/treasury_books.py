"""Workbooks of the Treasury's reconciliation (01a/02a-SDKP/ĐVDT) and of the disclosure 44/CK-NSNN, as units exchange them."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

ESTIMATE = (  # the header of 01a: group, then its own two columns or nothing
    ("STT",), ("Mã nguồn NSNN",), ("Mã ngành KT",), ("Mã CTMT, DA",), ("DT năm trước chuyển sang",), ("DT giao đầu năm",),
    ("DT năm nay", "Trong kỳ", "Lũy kế"), ("DT đã sử dụng", "Trong kỳ", "Lũy kế"), ("Cam kết chi", "Trong kỳ", "Lũy kế"),
    ("DT giữ lại",), ("DT còn lại", "Tại đơn vị", "Tại Kho bạc"),
)  # fmt: skip
USE = (
    ("STT",), ("Mã nguồn NSNN",), ("Mã ngành KT",), ("Mã NDKT", "Mục", "Tiểu mục"), ("Mã CTMT, DA",),
    ("Tạm ứng", "Phát sinh trong kỳ", "Số dư"), ("Thực chi", "Phát sinh trong kỳ", "Số dư đến kỳ báo cáo"),
    ("Tổng cộng", "Phát sinh trong kỳ", "Số dư đến kỳ báo cáo"),
)  # fmt: skip
FLAT = (
    (1, "12", "398", "00473", 50, 900, 0, 1000, 200, 610, 0, 0, 0, 0, 440),
    (2, "12", "398", "0472", None, 300, 0, 300, 30, 30, 0, 0, 0, 0, 270),
    (3, "12", "398", 519, 0, 100, 0, 100, 0, 0, 0, 0, 0, 0, 100),
    (4, "13", "341", "00000", 0, 5000, 0, 5000, 1000, 1000, 0, 0, 0, 0, 4000),
    (5, "13", "341", None, 0, 70, 0, 70, 0, 0, 0, 0, 0, 0, 70),
    (6, "12", "398", "00610", 0, 80, 0, 80, 0, 0, 0, 0, 0, 0, 80),
)
GROUPED = (
    (1, "12", None, None, 50, 1200, 0, 1300, 230, 640, 0, 0, 0, 0, 710),
    (None, None, "398", None, 50, 1200, 0, 1300, 230, 640, 0, 0, 0, 0, 710),
    (None, None, None, "00473", 50, 900, 0, 1000, 200, 610, 0, 0, 0, 0, 440),
    (None, None, None, "00472", 0, 300, 0, 300, 30, 30, 0, 0, 0, 0, 270),
    (2, "13", None, None, 0, 5000, 0, 5000, 1000, 1000, 0, 0, 0, 0, 4000),
    (None, None, "341", None, 0, 5000, 0, 5000, 1000, 1000, 0, 0, 0, 0, 4000),
    (None, "Tổng cộng", None, None, 50, 6200, 0, 6300, 1230, 1640, 0, 0, 0, 0, 4710),
)
USED = (
    (1, "12", "398", "7000", "7049", "00473", 5, 40, 195, 570, 200, 610),
    (2, "12", "398", "7000", "7049", "00472", 0, 0, 30, 30, 30, 30),
    (3, "13", "341", "6000", "6001", None, 0, 0, 1000, 1000, 1000, 1000),
)
PROGRAMMES = ("CTMTQG giảm nghèo bền vững", "CTMTQG phát triển KT-XH vùng đồng bào DTTS và miền núi")


def treasury(path: Path, estimate=FLAT, use=USED, *, period="Quý 1", unit="UBND huyện Hương Khê", merged=True) -> Path:
    book = Workbook()
    for name, header, rows in (("01a", ESTIMATE, estimate), ("02a", USE, use)):
        sheet = book.active if name == "01a" else book.create_sheet()
        sheet.title = name
        for row, pair in enumerate(
            (("Mã chương:", "424"), ("Đơn vị:", unit), ("Mã ĐVQHNS:", "1012345"), ("Mã cấp NS:", "3")), start=1
        ):
            sheet.cell(row, 1, pair[0]), sheet.cell(row, 2, pair[1])
        sheet["A6"], sheet["B6"], sheet["A7"] = period, "Năm 2023", "Dự toán chính thức"
        width = _header(sheet, 9, header, merged)
        for column in range(1, width + 1):
            sheet.cell(11, column, "A" if column == 1 else column - 1)
        _rows(sheet, 12, rows)
    book.save(path)
    return path


def disclosure(path: Path, rows, programmes=PROGRAMMES) -> Path:
    """`rows`: number, name, then domestic and foreign money, investment first, of each programme: its totals are added."""
    book = Workbook()
    sheet = book.active
    sheet.title = "B44"
    sheet["A1"], sheet["A2"] = "UBND TỈNH HÀ TĨNH", "Biểu số 44/CK-NSNN"
    sheet["A3"] = "DỰ TOÁN CHI CHƯƠNG TRÌNH MỤC TIÊU QUỐC GIA NGÂN SÁCH CẤP TỈNH VÀ NGÂN SÁCH HUYỆN NĂM 2023"
    sheet["E4"] = "Đơn vị: Triệu đồng"
    for column, text in enumerate(("STT", "Nội dung", "Tổng số"), start=1):
        _block(sheet, 6, column, 8, column, text)
    _block(sheet, 6, 4, 6, 5, "Trong đó")
    _block(sheet, 7, 4, 8, 4, "Đầu tư phát triển")
    _block(sheet, 7, 5, 8, 5, "Kinh phí sự nghiệp")
    for place, programme in enumerate(programmes):
        left = 6 + 7 * place
        _block(sheet, 6, left, 6, left + 6, programme)
        _block(sheet, 7, left, 8, left, "Tổng số")
        for first, capital in ((left + 1, "Đầu tư phát triển"), (left + 4, "Kinh phí sự nghiệp")):
            _block(sheet, 7, first, 7, first + 2, capital)
            for column, text in enumerate(("Tổng số", "Vốn trong nước", "Vốn ngoài nước"), start=first):
                sheet.cell(8, column, text)
    width = 5 + 7 * len(programmes)
    for column in range(1, width + 1):
        said = {1: "A", 2: "B", 3: "1=2+3", 4: "2=5+12"}.get(column, column - 2)
        sheet.cell(9, column, said)
    for row, (number, name, *money) in enumerate(rows, start=10):
        sheet.cell(row, 1, number), sheet.cell(row, 2, name)
        for column, amount in enumerate(_with_totals(money), start=3):
            sheet.cell(row, column, amount)
    book.save(path)
    return path


def _with_totals(money) -> list:
    if not money:
        return []
    blocks = [tuple(amount or 0 for amount in money[start : start + 4]) for start in range(0, len(money), 4)]
    investment, recurrent = sum(a + b for a, b, _, _ in blocks), sum(c + d for *_, c, d in blocks)
    cells = [investment + recurrent, investment, recurrent]
    for a, b, c, d in blocks:
        cells += [a + b + c + d, a + b, a, b, c + d, c, d]
    return cells


def _header(sheet: Worksheet, top: int, header, merged: bool) -> int:
    column = 1
    for text, *below in header:
        right = column + max(1, len(below)) - 1
        bottom = top if below else top + 1
        sheet.cell(top, column, text)
        if merged:
            sheet.merge_cells(start_row=top, start_column=column, end_row=bottom, end_column=right)
        for offset, own in enumerate(below):
            sheet.cell(top + 1, column + offset, own)
        column = right + 1
    return column - 1


def _block(sheet: Worksheet, top: int, left: int, bottom: int, right: int, text: str) -> None:
    sheet.cell(top, left, text)
    if (top, left) != (bottom, right):
        sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)


def _rows(sheet: Worksheet, first: int, rows) -> None:
    for row, cells in enumerate(rows, start=first):
        for column, value in enumerate(cells, start=1):
            if value is not None:
                sheet.cell(row, column, value)
