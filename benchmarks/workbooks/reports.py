"""Monthly disbursement reports, in the layout that units really send (include/forms/disbursement_by_source.yml).

Every total is right and spending never falls, so that all rules have their work and none rejects.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from itertools import count, islice
from pathlib import Path

import xlsxwriter

from benchmarks.workbooks.names import TITLE, named
from fundflow.periods import month_end
from fundflow.reference import Reference

FIRST_YEAR = 2023  # whose reports speak of money carried over from two years of the programmes


def month_ends() -> Iterator[date]:
    for months in count():
        year, month = FIRST_YEAR + months // 12, months % 12 + 1
        yield month_end(date(year, month, 1))


class Reports:
    """Monthly disbursement reports of the units of one province, two sheets of 60 rows together."""

    def __init__(self, reference: Reference, seed: int):
        self.reference, self.random = reference, random.Random(seed)
        self.plans: dict[tuple, list[int]] = {}

    def write(self, folder: Path, number: int) -> list[Path]:
        """So many workbooks under folder/<unit code>/, month by month, of the units that there are then: their paths."""
        paths = []
        for day, unit in islice(self._owed(), number):
            path = folder / unit.code / f"BC giai ngan {day:%Y-%m}.xlsx"
            path.parent.mkdir(parents=True, exist_ok=True)
            self.report(path, unit, day)
            paths.append(path)
        return paths

    def _owed(self) -> Iterator[tuple]:
        for day in month_ends():
            for unit in self.reference.units_on(day):
                if unit.kind in ("department", "district", "commune"):
                    yield day, unit

    def report(self, path: Path, unit, day: date, correction: int = 0) -> None:
        """One report; `correction` (thousand đồng) is added to one plan and to what it adds up into."""
        with xlsxwriter.Workbook(path) as book:
            for capital, rows in (("SN", 42), ("DTPT", 18)):
                sheet = book.add_worksheet("Sự nghiệp" if capital == "SN" else "ĐTPT")
                self._sheet(sheet, unit, day, capital, rows, correction if capital == "SN" else 0)

    def _sheet(self, sheet, unit, day: date, capital: str, rows: int, correction: int) -> None:
        year = day.year
        sheet.write(0, 0, f"UBND {unit.name_vi}".upper() if unit.kind == "district" else unit.name_vi.upper())
        sheet.write(1, 0, f"BÁO CÁO TÌNH HÌNH GIẢI NGÂN {TITLE[capital]} CÁC CHƯƠNG TRÌNH MỤC TIÊU QUỐC GIA NĂM {year}")
        sheet.write(2, 0, f"(Lũy kế đến hết ngày {day:%d/%m/%Y})")
        sheet.write(3, 4, "Đơn vị tính: nghìn đồng")
        _header(sheet, year, day)
        tree = self._tree(rows - 1, capital)
        values = self._values(tree, unit, day, capital, correction)
        for number, code in enumerate(["", *tree]):
            _row(sheet, 7 + number, named(self.reference, code) if code else "TỔNG CỘNG", values[code])
        sheet.write(9 + len(tree), 9, f"Hà Tĩnh, ngày {day.day} tháng {day.month} năm {year}")
        sheet.write(10 + len(tree), 1, "NGƯỜI LẬP BIỂU")

    def _tree(self, rows: int, capital: str) -> list[str]:
        """Components of that kind of money in the order of the sheet, whole projects only, at most `rows`."""
        tree: list[str] = []
        for programme in ("GNBV", "DTTS"):
            picked: list[str] = []
            for project in self.reference.children(programme):
                if self.reference.components[project].applicable == "no":
                    continue
                block = [code for code in (project, *self.reference.children(project)) if self._pays(code, capital)]
                if len(tree) + len(picked) + len(block) + 1 <= rows:
                    picked += block
            if picked:
                tree += [programme, *picked]
        return tree

    def _pays(self, code: str, capital: str) -> bool:
        return capital in self.reference.components[code].capital_types

    def _values(self, tree, unit, day, capital, correction) -> dict[str, list[int]]:
        """[plan, carried 2 years ago, carried last year, spent carried, spent current] by code, summed up the tree."""
        values = {code: [0] * 5 for code in ["", *tree]}
        leaves = [code for code in tree if not any(self.reference.components[other].parent == code for other in tree)]
        for position, code in enumerate(leaves):
            plan, older, last = self._plan(code, unit.code, capital, day.year)
            plan += correction if position == 0 else 0
            share = day.month / 12
            leaf = [plan, older, last, int((older + last) * share * 0.8), int(plan * share * 0.6)]
            above = code
            while above is not None:
                if above in values:
                    values[above] = [a + b for a, b in zip(values[above], leaf, strict=True)]
                above = self.reference.components[above].parent
            values[""] = [a + b for a, b in zip(values[""], leaf, strict=True)]
        return values

    def _plan(self, *key) -> list[int]:
        if key not in self.plans:
            self.plans[key] = [
                self.random.randrange(100_000, 5_000_000),
                *(self.random.randrange(900_000) for _ in "12"),
            ]
        return self.plans[key]


def _header(sheet, year: int, day: date) -> None:
    top = [
        "TT",
        "Nội dung",
        f"Kế hoạch vốn năm {year}",
        f"Vốn năm trước chuyển sang năm {year}",
        "",
        "",
        f"Tổng vốn thực hiện năm {year}",
        f"Giải ngân đến {day:%d/%m/%Y}",
        "",
        "",
        "Tỷ lệ giải ngân (%)",
        "Ghi chú",
    ]
    low = [
        "",
        "",
        "",
        "Tổng số",
        f"Năm {year - 2}",
        f"Năm {year - 1}",
        "",
        "Tổng số",
        f"Vốn {year - 2}, {year - 1} chuyển sang",
        f"Vốn năm {year}",
        "",
        "",
    ]
    for column, (group, own) in enumerate(zip(top, low, strict=True)):
        if group:
            sheet.write(4, column, group)
        if own:
            sheet.write(5, column, own)
    for column in range(12):
        sheet.write(6, column, f"({column + 1})")


def _row(sheet, row: int, name: str, values: list[int]) -> None:
    plan, older, last, spent_carried, spent = values
    available = plan + older + last
    sheet.write(row, 1, name)
    numbers = [plan, older + last, older, last, available, spent_carried + spent, spent_carried, spent]
    for column, number in enumerate(numbers, start=2):
        sheet.write(row, column, number)
    if available:
        sheet.write(row, 10, round((spent_carried + spent) * 100 / available, 1))
