"""Workbooks as senders have them, with everything that a careless answer would lose."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter

from fundflow.findings import Finding, Severity
from fundflow.records import Reading

SHEET = "Vốn SN 'T9' & <x>"


def rich_workbook(path: Path, *, with_notes: bool = True, **options) -> Path:
    """Formulas, merges, widths, a hidden sheet, a chart, rules of colour, lists of choice, names, a button, notes."""
    book = xlsxwriter.Workbook(path, options)
    money = book.add_format({"num_format": "#,##0", "border": 1, "bg_color": "#FFFFCC"})
    bold = book.add_format({"bold": True, "font_name": "Times New Roman"})
    hidden = book.add_worksheet("Ẩn")
    hidden.write("A1", 7)
    sheet = book.add_worksheet(SHEET)
    hidden.hide()
    sheet.activate()
    sheet.set_column("B:B", 40)
    sheet.set_column("F:F", 12, money)
    sheet.set_row(12, 30, bold)
    sheet.merge_range("A1:D1", "BÁO CÁO GIẢI NGÂN", bold)
    sheet.merge_range("A3:A4", "TT", bold)
    for row in range(5, 12):
        sheet.write_row(row, 0, [row, f"Dự án {row}", row * 1_000_000], money)
        sheet.write_formula(row, 3, f"=C{row + 1}*2", money, row * 2_000_000)
    sheet.write_rich_string("B14", bold, "đậm", " và thường")
    sheet.conditional_format("C6:C12", {"type": "cell", "criteria": ">", "value": 8, "format": bold})
    sheet.data_validation("E6:E12", {"validate": "list", "source": ["SN", "DTPT"]})
    sheet.autofilter("A5:D12")
    sheet.freeze_panes(5, 2)
    sheet.repeat_rows(2, 4)
    sheet.print_area("A1:F20")
    sheet.insert_chart("H2", _chart(book))
    sheet.insert_button("H20", {"caption": "Tính"})
    book.define_name("KeHoach", f"='{SHEET.replace(chr(39), chr(39) * 2)}'!$C$6:$C$12")
    if with_notes:
        sheet.write_comment("C6", "Ghi chú của người gửi", {"author": "Lan"})
        sheet.write_comment("C7", "Ghi chú khác", {"author": "Lan"})
    book.close()
    return path


def _chart(book):
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": [SHEET, 5, 2, 11, 2]})
    return chart


def reading(*findings: Finding) -> Reading:
    return Reading(file="x.xlsx", sha256="ab" * 32, findings=list(findings))


def fault(cell: str | None, severity=Severity.ERROR, sheet: str | None = SHEET, **more) -> Finding:
    words = {"message": "Số này không đúng. Hãy sửa lại. / Not right: mend it.", "value": "5.000", "expected": "6.000"}
    return Finding(rule="total_equals_details", severity=severity, sheet=sheet, cell=cell, **(words | more))
