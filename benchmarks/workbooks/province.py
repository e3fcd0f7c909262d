"""One large workbook: a province's disbursement report with a row for every commune under every component, 20 columns.

No real province has so many communes: reference data with made-up ones go with it (`with_communes`).
"""

from __future__ import annotations

import csv
import random
import shutil
from datetime import date
from itertools import islice, product
from pathlib import Path

import xlsxwriter

from benchmarks.workbooks.names import TITLE, named
from fundflow.reference import Reference

PROVINCE, CAPITAL, AS_OF = "42.UBND", "SN", date(2025, 9, 30)
SYLLABLES = """
    Ái An Bảo Bình Cát Cẩm Chánh Dân Diệu Đại Đông Gia Giang Hải Hạnh Hiền Hòa Hợp Khánh Kim Lạc Lâm Liên Lộc Lợi Minh Mỹ Nam
    Nghĩa Ngọc Ninh Phong Phú Phúc Quang Quảng Quý Sơn Tân Thái Thanh Thành Thắng Thiên Thịnh Thọ Tín Trạch Vạn
"""
HEADER = (
    ("TT", ""), ("Nội dung", ""),
    (f"Kế hoạch vốn năm {AS_OF.year}", ""),
    (f"Vốn năm trước chuyển sang năm {AS_OF.year}", "Tổng số"), ("", f"Năm {AS_OF.year - 2}"), ("", f"Năm {AS_OF.year - 1}"),
    (f"Tổng vốn thực hiện năm {AS_OF.year}", ""),
    (f"Giải ngân đến {AS_OF:%d/%m/%Y}", "Tổng số"),
    ("", f"Vốn năm {AS_OF.year - 2} chuyển sang"), ("", f"Vốn năm {AS_OF.year - 1} chuyển sang"), ("", f"Vốn năm {AS_OF.year}"),
    ("Tỷ lệ giải ngân (%)", ""), (f"Ước giải ngân năm {AS_OF.year}", ""), ("Còn lại chưa giải ngân", ""),
    *((name, "") for name in ("Khó khăn", "Vướng mắc", "Nguyên nhân", "Kiến nghị", "Ghi chú", "Lý do")),
)  # fmt: skip


def with_communes(root: Path, copy: Path, number: int) -> Path:
    """A copy of what the checkout knows, with so many communes more."""
    for folder in ("include", "expectations"):
        shutil.copytree(root / folder, copy / folder)
    with (copy / "include/reference/units.csv").open("a", encoding="utf-8", newline="") as file:
        for code, name in _communes(number):
            csv.writer(file).writerow([code, name, "commune", PROVINCE, "2021-01-01", "", "", "made up", "benchmark"])
    return copy


def write(path: Path, reference: Reference, communes: int, rows: int, seed: int) -> None:
    """The report: at least so many rows, in nghìn đồng. Every total is right."""
    made = random.Random(seed)
    names = [name for _, name in _communes(communes)]
    leaves = list(islice(_leaves(reference), max(1, rows // communes)))
    amounts = {leaf: [_line(made) for _ in names] for leaf in leaves}
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Toàn tỉnh")
        sheet.write(0, 0, "UBND TỈNH HÀ TĨNH")
        sheet.write(
            1, 0, f"BÁO CÁO TÌNH HÌNH GIẢI NGÂN {TITLE[CAPITAL]} CÁC CHƯƠNG TRÌNH MỤC TIÊU QUỐC GIA NĂM {AS_OF.year}"
        )
        sheet.write(2, 0, f"(Lũy kế đến hết ngày {AS_OF:%d/%m/%Y})")
        sheet.write(3, 4, "Đơn vị tính: nghìn đồng")
        for column, (group, _) in enumerate(HEADER):
            sheet.write(4, column, group)
        for column, (_, own) in enumerate(HEADER):
            sheet.write(5, column, own)
        for column in range(len(HEADER)):
            sheet.write(6, column, f"({column + 1})")
        row = 7
        for code in _tree(reference, leaves):
            below = [leaf for leaf in leaves if leaf == code or leaf.startswith(f"{code}.")]
            _write_row(sheet, row, named(reference, code), _total(line for leaf in below for line in amounts[leaf]))
            row += 1
            for name, line in zip(names, amounts.get(code, ()), strict=code in amounts):
                _write_row(sheet, row, name, line)
                row += 1


def _communes(number: int) -> list[tuple[str, str]]:
    names = product(("Thượng", "Hạ"), SYLLABLES.split(), SYLLABLES.split())
    return [
        (f"42.9{place:04}", f"Xã {one} {other} {side}")
        for place, (side, one, other) in enumerate(islice(names, number))
    ]


def _leaves(reference: Reference):
    for code, component in reference.components.items():
        if not reference.children(code) and component.applicable != "no" and CAPITAL in component.capital_types:
            yield code


def _tree(reference: Reference, leaves: list[str]) -> list[str]:
    """The leaves and what is above them, in the order of the sheet."""
    wanted = set(leaves)
    for leaf in leaves:
        above = reference.components[leaf].parent
        while above is not None:
            wanted.add(above)
            above = reference.components[above].parent
    return [code for code in reference.components if code in wanted]


def _line(made: random.Random) -> list[int]:
    """Plan, carried from two years, spent of each of the three, estimate of the year: spending as is usual in September."""
    plan, older, last = made.randrange(100_000, 5_000_000), made.randrange(900_000), made.randrange(900_000)
    return [plan, older, last, older * 6 // 10, last * 6 // 10, plan * 45 // 100, (plan + older + last) * 9 // 10]


def _total(lines) -> list[int]:
    return [sum(column) for column in zip(*lines, strict=True)]


def _write_row(sheet, row: int, name: str, line: list[int]) -> None:
    plan, older, last, spent_older, spent_last, spent, estimate = line
    available, all_spent = plan + older + last, spent_older + spent_last + spent
    numbers = [
        plan, older + last, older, last, available, all_spent, spent_older, spent_last, spent,
        round(all_spent * 100 / available, 1), estimate, available - all_spent,
    ]  # fmt: skip
    sheet.write(row, 1, name)
    for column, number in enumerate(numbers, start=2):
        sheet.write_number(row, column, number)
    sheet.write(row, 14, "Không")
