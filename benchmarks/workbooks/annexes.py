"""Annexes of allocation decisions, in the wide layout (include/forms/allocation_wide.yml). Every total is right."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

from benchmarks.workbooks.names import named
from fundflow.reference import Reference

YEARS = 4  # from 2021 on: the departments are others since March 2025
CENTRAL, PROVINCIAL = (90_000, 900_000), (1_000, 90_000)  # nghìn đồng


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
            self.annex(path, 1001 + number, date(2021 + number % YEARS, 1, 2) + timedelta(days=2 * (number // YEARS)))
        return paths

    def annex(self, path: Path, number: int, day: date) -> None:
        """The annex to a decision of that day on the money of its year."""
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet("PL02")
            sheet.write(0, 0, "Phụ lục 02")
            sheet.write(
                1,
                0,
                f"PHÂN BỔ KINH PHÍ SỰ NGHIỆP THỰC HIỆN CHƯƠNG TRÌNH MỤC TIÊU QUỐC GIA GIẢM NGHÈO BỀN VỮNG NĂM {day.year}",
            )
            sheet.write(2, 0, f"(Kèm theo Quyết định số {number}/QĐ-UBND ngày {day:%d/%m/%Y} của UBND tỉnh Hà Tĩnh)")
            sheet.write(3, 4, "Đơn vị tính: nghìn đồng")
            leaves = self._headers(sheet)
            rows = [
                ("TỔNG CỘNG", None),
                *((f"UBND {unit.name_vi}" if unit.kind == "district" else unit.name_vi, unit) for unit in self.units),
            ]
            values = {
                name: [self.random.randrange(*span) for _ in range(leaves) for span in (CENTRAL, PROVINCIAL)]
                for name, unit in rows
                if unit
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
            sheet.merge_range(4, column, 4, column + width - 1, named(self.reference, project))
            for leaf in leaves:
                if leaf != project:
                    sheet.merge_range(5, column, 5, column + 1, named(self.reference, leaf))
                sheet.write(6, column, "NSTW")
                sheet.write(6, column + 1, "NS tỉnh")
                column += 2
        return (column - 3) // 2
