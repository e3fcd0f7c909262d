"""The benchmark's workbooks: made from a seed, in the layouts that units really send (include/forms/disbursement_by_source.yml,
allocation_wide.yml). Every total is right and spending never falls, so that all rules have their work and none rejects.
"""

from __future__ import annotations

import random
from calendar import monthrange
from datetime import date
from pathlib import Path

import xlsxwriter

from fundflow.reference import Reference

TITLE = {"SN": "KINH PHÍ SỰ NGHIỆP", "DTPT": "VỐN ĐẦU TƯ PHÁT TRIỂN"}
LEVEL_WORD = {"project": "Dự án", "sub_project": "Tiểu dự án"}


def months(first_year: int) -> list[date]:
    return [
        date(year, month, monthrange(year, month)[1])
        for year in range(first_year, first_year + 6)
        for month in range(1, 13)
        if date(year, month, 1) < date(2025, 6, 1)
    ]


class Reports:
    """Monthly disbursement reports of the units of one province, two sheets of 60 rows together."""

    def __init__(self, reference: Reference, seed: int):
        self.reference, self.random = reference, random.Random(seed)
        self.units = [unit for unit in reference.units_on(date(2023, 6, 30)) if unit.kind in ("district", "department")]
        self.plans: dict[tuple, list[int]] = {}

    def write(self, folder: Path, count: int) -> list[Path]:
        """`count` workbooks under folder/<unit code>/: months first, then units. Returns their paths."""
        paths = []
        wanted = [(day, unit) for day in months(2020) for unit in self.units][:count]
        for day, unit in wanted:
            path = folder / unit.code / f"BC giai ngan {day:%Y-%m}.xlsx"
            path.parent.mkdir(parents=True, exist_ok=True)
            self.report(path, unit, day)
            paths.append(path)
        return paths

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
        tree = self._tree(rows - 1)
        values = self._values(tree, unit, day, capital, correction)
        for number, code in enumerate(["", *tree]):
            _row(sheet, 7 + number, self._name(code) if code else "TỔNG CỘNG", values[code])
        sheet.write(9 + len(tree), 9, f"Hà Tĩnh, ngày {day.day} tháng {day.month} năm {year}")
        sheet.write(10 + len(tree), 1, "NGƯỜI LẬP BIỂU")

    def _tree(self, rows: int) -> list[str]:
        """Components in the order of the sheet, whole projects only, at most `rows`."""
        tree: list[str] = []
        for programme in ("GNBV", "DTTS"):
            picked: list[str] = []
            for project in self.reference.children(programme):
                if self.reference.components[project].applicable == "no":
                    continue
                block = [project, *self.reference.children(project)]
                if len(tree) + len(picked) + len(block) + 1 <= rows:
                    picked += block
            if picked:
                tree += [programme, *picked]
        return tree

    def _name(self, code: str) -> str:
        component = self.reference.components[code]
        if component.depth == 0:
            return component.name_vi
        return f"{LEVEL_WORD[component.level]} {component.number}: {component.name_vi}"

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


class Annexes:
    """Wide annexes of allocation decisions: one row per unit, one column per component and level of budget."""

    def __init__(self, reference: Reference, seed: int):
        self.reference, self.random = reference, random.Random(seed)
        self.units = [unit for unit in reference.units_on(date(2023, 6, 30)) if unit.kind in ("district", "department")]
        self.projects = [
            (project, list(reference.children(project)) or [project])
            for project in reference.children("GNBV")
            if reference.components[project].applicable != "no"
        ]

    def write(self, folder: Path, count: int) -> list[Path]:
        paths = [folder / "42.UBND" / f"PL {number + 1}.xlsx" for number in range(count)]
        paths[0].parent.mkdir(parents=True, exist_ok=True)
        for number, path in enumerate(paths):
            self.annex(path, 1001 + number, 2021 + number % 5)
        return paths

    def annex(self, path: Path, number: int, year: int) -> None:
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet("PL02")
            sheet.write(0, 0, "Phụ lục 02")
            sheet.write(
                1,
                0,
                f"PHÂN BỔ KINH PHÍ SỰ NGHIỆP THỰC HIỆN CHƯƠNG TRÌNH MỤC TIÊU QUỐC GIA GIẢM NGHÈO BỀN VỮNG NĂM {year}",
            )
            sheet.write(2, 0, f"(Kèm theo Quyết định số {number}/QĐ-UBND ngày 14/3/{year} của UBND tỉnh Hà Tĩnh)")
            sheet.write(3, 4, "Đơn vị tính: nghìn đồng")
            leaves = self._headers(sheet)
            rows = [
                ("TỔNG CỘNG", None),
                *((f"UBND {unit.name_vi}" if unit.kind == "district" else unit.name_vi, unit) for unit in self.units),
            ]
            values = {
                name: [self.random.randrange(10_000, 900_000) for _ in range(2 * leaves)] for name, unit in rows if unit
            }
            values["TỔNG CỘNG"] = [sum(column) for column in zip(*values.values(), strict=True)]
            for row, (name, _) in enumerate(rows, start=7):
                sheet.write(row, 1, name)
                sheet.write(row, 2, sum(values[name]))
                for column, amount in enumerate(values[name], start=3):
                    sheet.write(row, column, amount)

    def _headers(self, sheet) -> int:
        """TT, Đơn vị, Tổng số, then project > sub-project > level; returns the number of leaves."""
        for column, text in enumerate(("TT", "Đơn vị", "Tổng số")):
            sheet.merge_range(4, column, 6, column, text)
        column = 3
        for project, leaves in self.projects:
            width = 2 * len(leaves)
            sheet.merge_range(4, column, 4, column + width - 1, self._named(project))
            for leaf in leaves:
                if leaf != project:
                    sheet.merge_range(5, column, 5, column + 1, self._named(leaf))
                sheet.write(6, column, "NSTW")
                sheet.write(6, column + 1, "NS tỉnh")
                column += 2
        return (column - 3) // 2

    def _named(self, code: str) -> str:
        component = self.reference.components[code]
        return f"{LEVEL_WORD[component.level]} {component.number}: {component.name_vi}"
