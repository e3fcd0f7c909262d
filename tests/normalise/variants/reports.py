"""Disbursement reports, of one unit or the province's summary of all, in both layouts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from fundflow.addresses import address

from . import layout
from .grid import DrawnLine, Formula, Grid, Variant
from .layout import Column
from .report_columns import ReportColumns
from .report_lines import DEPARTMENTS, DISTRICTS, Amounts, ReportLine, ReportLines, added
from .spelling import CAPITAL, PROGRAMMES, Spelling

DAYS = [date(2023, month, day) for month, day in ((3, 31), (6, 30), (8, 31), (9, 30), (11, 30), (12, 31))]
SHEETS = {"SN": ["Vốn SN", "Sự nghiệp", "KPSN", "Sheet1"], "DTPT": ["ĐTPT", "Vốn ĐT", "Đầu tư", "Sheet2"]}
TITLES = [
    "Báo cáo tình hình giải ngân {} thực hiện {} năm {}",
    "Báo cáo giải ngân {} {} năm {}",
    "Tình hình thực hiện, giải ngân {} {} năm {}",
    "Báo cáo kết quả giải ngân {} {} năm {}",
]
TOTALS = ["TỔNG CỘNG", "Tổng cộng", "TỔNG SỐ", "Tổng số:", "Cộng", "TỔNG CỘNG (I+II)", "Tổng"]
PARTS = ["Trong đó: hỗ trợ hộ nghèo", "Trong đó", "Gồm: xây dựng mô hình"]
REASONS = ["Chậm tiến độ", "Đang thẩm định", "Chờ hướng dẫn của Bộ", "Đã trình ngày 15/9/2023"]
ADDED_UP = {"carried": ("carried 1", "carried 2"), "available": ("allocated", "carried 1", "carried 2")}


def report(draw, reference, omission: str | None = None) -> Variant:
    spelling = Spelling(draw, reference, omission)
    unit, as_of = draw.choice(DISTRICTS + DEPARTMENTS), draw.choice(DAYS)
    summary = draw.random() < 0.2
    if summary:
        unit = "42.SLDTBXH"
    made = Variant("disbursement", "BC giải ngân.xlsx", unit, as_of, as_of.year)
    capitals = draw.choice([["SN"], ["SN"], ["SN", "DTPT"], ["SN", "DTPT"], ["DTPT"]])
    one_sheet = len(capitals) > 1 and draw.random() < 0.3
    writer = _Writer(made, spelling, unit, summary, draw.choice(["by_source", "by_year"]))
    top = draw.choice([1, 1, 2, 4])
    for capital in capitals:
        if not one_sheet or not made.grids:
            made.grids.append(Grid(spelling.text(draw.choice(SHEETS[capital]))))
        last = writer.table(made.grids[-1], capital, top, signed=not one_sheet or capital == capitals[-1])
        top = last + draw.choice([2, 3, 4]) if one_sheet else top
    layout.dress(made, spelling, unit)
    made.mess = vars(spelling) | {
        "layout": writer.layout,
        "summary": summary,
        "one_sheet": one_sheet,
        "formulas": writer.formulas,
        "split_name": writer.split_name,
    }
    return made


class _Writer:
    """One report: what is drawn for all of its tables, and the tables."""

    def __init__(self, made: Variant, spelling: Spelling, unit: str, summary: bool, layout_name: str):
        self.made, self.spelling, self.draw = made, spelling, spelling.draw
        self.reference, self.unit, self.summary, self.layout = spelling.reference, unit, summary, layout_name
        self.year = made.budget_year
        self.left = self.draw.choice([1, 1, 1, 2, 3])
        last_style = "bottom" if layout_name == "by_year" else "top"
        self.style = self.draw.choice(["merged", "merged", "merged", "top", last_style])
        self.money_in = self.draw.choice(["line", "line", "line", "title", "header", "period"])
        self.period_in = self.draw.choice(["line", "line", "title", "header"])
        if spelling.omission in ("period", "day"):
            self.period_in = "line"
        self.totals = self.draw.choice(["first", "last", "none"])
        self.programme_in = self.draw.choice(["row", "row", "row", "title"])
        self.headings = self.draw.choice([True, True, True, False]) or summary
        section_sums = self.draw.random() < 0.15
        self.numbered_in_name = self.draw.random() < 0.15
        indented = self.draw.random() < 0.12
        units_first = self.draw.random() < 0.3
        self.split_name = self.draw.random() < 0.1
        part_rows = self.draw.random() < 0.15
        self.blank_rows = self.draw.random() < 0.2
        self.repeated = self.draw.random() < 0.15
        self.formulas = self.draw.random() < 0.2
        self.hide_some = self.draw.random() < 0.1
        self.names_in_one_column = not indented or (summary and units_first)
        self.columns_drawn: list[Column] = []
        self.columns = ReportColumns(
            self.draw, made.as_of, self.period_in == "header", spelling.omission in ("period", "day"), indented
        )
        self.lines = ReportLines(
            spelling, self.year, unit, summary, self.headings, section_sums, part_rows, units_first
        )

    # -- one table

    def table(self, grid: Grid, capital: str, top: int, signed: bool) -> int:
        draw, spelling = self.draw, self.spelling
        programmes = draw.choice([["GNBV"], ["GNBV", "DTTS"]])
        in_title = self.programme_in == "title" and len(programmes) == 1
        self.columns_drawn = self.columns_drawn or self.columns.drawn(self.layout)
        columns = self._worded(self.columns_drawn)
        self.keys = [column.key for column in columns]
        width = len(columns)
        row = layout.letterhead(grid, spelling, top, self.left, width, self.unit, layout.later(self.made.as_of, draw))
        row = self._title(grid, row, capital, programmes if in_title else [])
        header = layout.write_header(grid, spelling, row, self.left, columns, self.style)
        for offset, column in enumerate(columns):
            self.made.headers.setdefault((grid.name, column.key), (row + len(column.path) - 1, self.left + offset))
        header_height = header - row + 1
        row = layout.column_numbers(grid, draw, header, self.left, columns)
        if draw.random() < 0.1:
            row += 1
        lines = self._with_total(self.lines.drawn(capital, programmes, in_title))
        row = self._rows(grid, capital, columns, lines, row + 1, header_height)
        if signed:
            below = row + draw.choice([1, 2])
            layout.signatures(grid, spelling, below, self.left, width, layout.later(self.made.as_of, draw))
        return row

    def _worded(self, columns: list[Column]) -> list[Column]:
        """The columns, those of money with its unit in their header where that is where it stands."""
        if self.money_in != "header":
            return columns
        words = self.spelling.money_words()
        money = {column.path[0] for column in columns if column.money}
        return [
            replace(column, path=(f"{column.path[0]} ({words})", *column.path[1:]))
            if column.path[0] in money
            else column
            for column in columns
        ]

    # -- its title

    def _title(self, grid: Grid, row: int, capital: str, programmes: list[str]) -> int:
        draw, spelling = self.draw, self.spelling
        named = draw.choice(PROGRAMMES[programmes[0]]) if programmes else "các chương trình mục tiêu quốc gia"
        wording = draw.choice(TITLES)
        words = wording.format(draw.choice(CAPITAL[capital]), named, self.year)
        period = spelling.period(self.made.as_of)
        if self.period_in == "title":
            words += f" {period}"
        if self.money_in == "title":
            words += f" (ĐVT: {spelling.money_words()})"
        grid.put(row, self.left, spelling.title(words))
        row, said = row + 1, False
        if self.period_in == "line":
            said = self._period_line(grid, row, period)
            row += 1
        if self.money_in == "line" or (self.money_in == "period" and not said):
            grid.put(row, self.left + draw.choice([0, 3, 5]), spelling.money_line())
            row += 1
        return row + draw.choice([0, 0, 1])

    def _period_line(self, grid: Grid, row: int, period: str) -> bool:
        """True where the unit of money may stand behind the day."""
        if self.draw.random() < 0.08 and self.spelling.omission is None:
            grid.put(row, self.left, self.spelling.text("Số liệu đến ngày"))
            grid.put(row, self.left + 2, self.made.as_of)
            return False
        money = f". {self.spelling.money_line()}" if self.money_in == "period" else ""
        grid.put(row, self.left, period + money)
        return True

    # -- its rows

    def _with_total(self, lines: list[ReportLine]) -> list[ReportLine]:
        everything = added(line.amounts for line in lines if line.kind in ("detail", "leaf"))
        total = ReportLine("total", None, None, everything)
        return {"first": [total, *lines], "last": [*lines, total], "none": lines}[self.totals]

    def _rows(self, grid, capital, columns, lines: list[ReportLine], row: int, header_height: int) -> int:
        repeat_at = self.draw.randrange(2, len(lines)) if self.repeated and len(lines) > 4 else None
        for position, line in enumerate(lines):
            if position == repeat_at:
                layout.write_header(grid, self.spelling, row, self.left, columns, self.style)
                row += header_height
            if self.blank_rows and self.draw.random() < 0.15:
                row += 1
            self._line(grid, row, columns, line, capital)
            row += 1
        return row

    def _line(self, grid: Grid, row: int, columns: list[Column], line: ReportLine, capital: str) -> None:
        column_of = {column.key: self.left + offset for offset, column in enumerate(columns)}
        name_column = self._write_name(grid, row, column_of, line)
        unit = line.unit if self.summary else None
        self.made.lines.append(DrawnLine(grid.name, row, name_column, line.kind, line.code, unit))
        if self.hide_some and self.draw.random() < 0.1:
            grid.hidden_rows.add(row)
        for column in columns:
            at = column_of[column.key]
            if column.money:
                self._write_money(grid, row, at, column, line, capital)
            elif column.key.startswith("rate"):
                grid.put(row, at, self._rate(column.key, line.amounts))
            else:
                grid.put(row, at, self._remark(column.key, line.kind))

    def _write_name(self, grid: Grid, row: int, column_of: dict[str, int], line: ReportLine) -> int:
        """Name and number of a line; the column that its name stands in."""
        name = self._name(line)
        name_column = column_of["name"]
        if line.kind in ("detail", "heading") and not self.names_in_one_column:
            depth = 2 if line.unit and self.summary else min(2, self.reference.depth(line.code))
            name_column = column_of[("name", "name 2", "name 3")[depth]]
        number = {"heading": "I", "detail": "1", "part": "-"}.get(line.kind)
        if line.kind == "total" and "number" in column_of and self.draw.random() < 0.2:
            name_column = column_of["number"]
            grid.merge(row, name_column, row, name_column + 1)
        elif self.numbered_in_name and number:
            name = f"{number}. {name}" if number != "-" else f"- {name}"
        elif number and "number" in column_of:
            level, dot, rest = name.partition(". ")
            if self.split_name and dot and level[:3] in ("DA2", "DA3", "DA4", "DA6", "DA7", "TDA"):
                number, name = level, rest  # "DA2" | "Đa dạng hóa sinh kế …"
            grid.put(row, column_of["number"], number)
        grid.put(row, name_column, name)
        return name_column

    def _name(self, line: ReportLine) -> str:
        choose, text = self.draw.choice, self.spelling.text
        match line.kind:
            case "total":
                return text(choose(TOTALS))
            case "section":
                return text(choose(["Cộng", f"Cộng {PROGRAMMES[line.code][1]}", "Tổng cộng chương trình"]))
            case "part":
                return text(choose(PARTS))
            case "leaf":
                return self.spelling.full_name(line.code)
            case "unit":
                return self.spelling.unit_name(line.unit)
            case "detail" if self.summary:
                return self.spelling.unit_name(line.unit)
        return self.spelling.name(line.code) if self.headings else self.spelling.full_name(line.code)

    # -- its cells

    def _write_money(self, grid: Grid, row: int, at: int, column: Column, line: ReportLine, capital: str) -> None:
        dong = self._value(column.key, line.amounts)
        cell = grid.put(row, at, self._formula(column.key, row) or self.spelling.typed(dong))
        if line.kind in ("detail", "leaf") and column.fact and dong:
            said = (line.code, line.unit, capital, *column.fact, format(dong, "f"), grid.name, cell)
            self.made.rows.add(said)

    def _formula(self, key: str, row: int) -> Formula | None:
        """A total column as Excel has it: "=E9+F9"."""
        parts = ADDED_UP.get(key)
        if not self.formulas or parts is None or not set(parts) <= set(self.keys):
            return None
        return Formula("=" + "+".join(address(row, self.left + self.keys.index(part)) for part in parts))

    def _rate(self, key: str, amounts: Amounts) -> Decimal | str | None:
        year = key.removeprefix("rate").strip()
        of, part = (f"plan {year}", f"spent {year}") if year else ("available", "spent")
        plan, spent = self._value(of, amounts), self._value(part, amounts)
        if plan and self.draw.random() < 0.9:
            rate = (100 * spent / plan).quantize(Decimal("0.1"))
            typed = f"{rate}" if self.spelling.numbers == "en" else f"{rate}".replace(".", ",")
            return rate if self.draw.random() < 0.8 else typed + self.draw.choice(["", "%"])
        return self.spelling.text("HT 9/2023") if self.draw.random() < 0.1 else None

    def _remark(self, key: str, kind: str) -> Decimal | str | None:
        if key == "note" and kind == "detail" and self.draw.random() < 0.3:
            return self.spelling.text(self.draw.choice(REASONS))
        if key == "households" and self.draw.random() < 0.6:
            return Decimal(self.draw.randrange(3, 900))
        if key == "words" and self.draw.random() < 0.6:
            return self.spelling.text("xã Hương Liên")
        return None

    def _value(self, key: str, amounts: Amounts) -> Decimal:
        """What a column says of a line, in đồng."""
        years = (self.year - 2, self.year - 1, self.year)
        first, before, current = (amounts[f"plan {year}"] for year in years)
        spent_first, spent_before, spent_current = (amounts[f"spent {year}"] for year in years)
        available, spent = first + before + current, spent_first + spent_before + spent_current
        values = {
            "allocated": current,
            "allocated sum": current,
            "allocated TINH": amounts["plan TINH"],
            "allocated TW": current - amounts["plan TINH"],
            "carried 1": first,
            "carried 2": before,
            "carried": first + before,
            "available": available,
            "spent carried": spent_first + spent_before,
            "spent 1": spent_first,
            "spent 2": spent_before,
            "spent current": spent_current,
            "spent": spent,
            "estimate": available,
            "remaining": available - spent,
        }
        return values[key] if key in values else amounts[key]
