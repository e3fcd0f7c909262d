"""Annexes of allocation decisions: tall (rows are projects and units) and wide (rows are units, columns projects)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from . import layout
from .grid import DrawnLine, Grid, Variant
from .layout import Column
from .report_lines import DEPARTMENTS, DISTRICTS, LEAVES
from .spelling import CAPITAL, LEVELS, PROGRAMMES, Spelling


def decision(draw, reference) -> Variant:
    spelling = Spelling(draw, reference)
    day = draw.choice([date(2022, 12, 30), date(2023, 3, 14), date(2023, 6, 14)])
    wide = draw.random() < 0.5
    made = Variant("allocation_wide" if wide else "allocation_tall", "Phụ lục.xlsx", "42.UBND", day, 2023)
    number = draw.randrange(100, 3000)
    made.decision = f"{number}/QĐ-UBND"
    writer = (_Wide if wide else _Tall)(made, spelling, number)
    for annex in range(draw.choice([1, 1, 1, 2])):
        grid = Grid(spelling.text(draw.choice(["PB", "PL", "Phụ lục 0", "Sheet"]) + str(annex + 1)))
        made.grids.append(grid)
        writer.annex(grid, "SN" if annex else draw.choice(["SN", "DTPT"]))
    layout.dress(made, spelling, "42.UBND")
    made.mess = vars(spelling) | vars(writer) | {"one_sheet": False}
    return made


class _Annex:
    """What both kinds share: title, money words, the amounts of each (leaf, unit)."""

    def __init__(self, made: Variant, spelling: Spelling, number: int):
        self.made, self.spelling, self.draw, self.reference, self.number = (
            made,
            spelling,
            spelling.draw,
            spelling.reference,
            number,
        )
        self.left = self.draw.choice([1, 1, 1, 2])
        self.style = self.draw.choice(["merged", "merged", "top", "bottom"])
        self.money_in = self.draw.choice(["line", "line", "title", "decision line"])
        self.totals = self.draw.choice(["first", "last", "none"])
        self.with_sums = self.draw.random() < 0.8
        self.levels = self.draw.choice([["TW", "TINH"], ["TW", "TINH"], ["TINH", "TW"], ["TW"]])
        self.level_words = {level: self.draw.choice(LEVELS[level]) for level in self.levels}

    def annex(self, grid: Grid, capital: str) -> None:
        draw, spelling = self.draw, self.spelling
        programmes = draw.choice([["GNBV"], ["GNBV"], ["DTTS"], ["GNBV", "DTTS"]])
        leaves = [leaf for leaf in LEAVES[capital] if leaf.split(".")[0] in programmes]
        leaves = sorted(draw.sample(leaves, draw.randrange(1, min(6, len(leaves)) + 1)), key=LEAVES[capital].index)
        programmes = list(dict.fromkeys(leaf.split(".")[0] for leaf in leaves))
        money = {
            (leaf, unit, level): spelling.amount() if draw.random() < 0.85 else Decimal(0)
            for leaf in leaves
            for unit in draw.sample(DISTRICTS + DEPARTMENTS, draw.randrange(1, 6))
            for level in self.levels
        }
        row = self._title(grid, 1 + draw.choice([0, 0, 3]), capital, programmes)
        columns, header = self._header(grid, row, leaves, programmes)
        row = layout.column_numbers(grid, draw, header, self.left, columns)
        row = self._rows(grid, row + 1, columns, leaves, programmes, money, capital)
        layout.signatures(grid, spelling, row + 1, self.left, len(columns), self.made.as_of)

    def _title(self, grid: Grid, row: int, capital: str, programmes: list[str]) -> int:
        draw, spelling, day = self.draw, self.spelling, self.made.as_of
        grid.put(row, self.left, spelling.text(draw.choice(["Phụ lục 01", "PHỤ LỤC", "Biểu số 1"])))
        named = draw.choice(PROGRAMMES[programmes[0]]) if len(programmes) == 1 else "các chương trình mục tiêu quốc gia"
        if draw.random() < 0.2 and programmes == ["DTTS"]:
            named = "Dự án 9 thuộc " + named
        verb = draw.choice(["Phân bổ", "Phân bổ chi tiết", "Giao dự toán", "Giao kế hoạch"])
        words = f"{verb} {draw.choice(CAPITAL[capital])} thực hiện {named} năm {self.made.budget_year}"
        words += f" (ĐVT: {spelling.money_words()})" if self.money_in == "title" else ""
        grid.put(row + 1, self.left, spelling.title(words))
        written = draw.choice(
            [f"ngày {day.day}/{day.month}/{day.year}", f"ngày {day.day:02} tháng {day.month:02} năm {day.year}"]
        )
        number = draw.choice(
            [
                f"{self.number}/QĐ-UBND",
                f"{self.number}/QĐ-UBND",
                f": {self.number} /QĐ-UBND,",
                f"{self.number}/QĐ-UBND ",
            ]
        )
        words = f"(Kèm theo Quyết định số {number} {written} của {draw.choice(['UBND tỉnh', 'Ủy ban nhân dân tỉnh Hà Tĩnh', 'UBND tỉnh Hà Tĩnh'])})"
        if self.money_in == "decision line":
            grid.put(row + 2, self.left + 4, spelling.money_line())
            row += 1
        grid.put(row + 2, self.left, spelling.text(words))
        if self.money_in == "line":
            grid.put(row + 3, self.left + 4, spelling.money_line())
            row += 1
        return row + 3 + draw.choice([0, 1])

    def _write(self, grid: Grid, row: int, column: int, dong: Decimal, fact: tuple | None) -> None:
        cell = grid.put(row, column, self.spelling.typed(dong))
        if fact and dong:
            leaf, unit, capital, level = fact
            self.made.rows.add(
                (leaf, unit, capital, level, 2023, 2023, "allocated", format(dong, "f"), grid.name, cell)
            )

    def _total_name(self) -> str:
        return self.spelling.text(self.draw.choice(["TỔNG CỘNG", "Tổng cộng", "TỔNG SỐ", "Cộng", "Tổng cộng:"]))


class _Tall(_Annex):
    def _header(self, grid, row, leaves, programmes):
        draw = self.draw
        group = ("Trong đó",) if self.with_sums and draw.random() < 0.4 else ()
        columns = [
            Column("number", (draw.choice(["TT", "STT"]),)),
            Column("name", (draw.choice(["Nội dung", "Danh mục", "Dự án/Tiểu dự án"]),)),
            Column("unit", (draw.choice(["Đơn vị thực hiện", "Đơn vị", "Đơn vị sử dụng", "Cơ quan thực hiện"]),)),
        ]
        money = [Column(level, (*group, self.level_words[level]), True) for level in self.levels]
        total = [Column("sum", (draw.choice(["Tổng cộng", "Tổng số", "Cộng"]),), True)] if self.with_sums else []
        columns += total + money if draw.random() < 0.8 or group else money + total
        columns += [Column("note", ("Ghi chú",))] if draw.random() < 0.7 else []
        return columns, layout.write_header(grid, self.spelling, row, self.left, columns, self.style)

    def _rows(self, grid, row, columns, leaves, programmes, money, capital) -> int:
        lines: list[tuple] = []
        units_in = self.draw.choice(["rows", "rows", "column", "merged"])
        for programme in programmes:
            inside = [leaf for leaf in leaves if leaf.startswith(programme)]
            if len(programmes) > 1 or self.draw.random() < 0.3:
                lines.append((self.spelling.name(programme), None, None, inside))
            for project in dict.fromkeys(".".join(leaf.split(".")[:2]) for leaf in inside):
                below = [leaf for leaf in inside if leaf == project or leaf.startswith(f"{project}.")]
                if below != [project]:
                    lines.append((self.spelling.name(project), None, None, below))
                for leaf in below:
                    lines += self._leaf(leaf, [unit for other, unit, _ in money if other == leaf], units_in)
        total = (self._total_name(), None, None, leaves)
        lines = [total, *lines] if self.totals == "first" else [*lines, total] if self.totals == "last" else lines
        at = {column.key: self.left + offset for offset, column in enumerate(columns)}
        for name, leaf_unit, unit_cell, below in lines:
            grid.put(row, at["name"], name)
            kind, code, unit = ("detail", *leaf_unit) if leaf_unit else ("heading", None, None)
            self.made.lines.append(DrawnLine(grid.name, row, at["name"], kind, code, None if unit_cell else unit))
            if unit_cell:
                grid.put(row, at["unit"], self.spelling.unit_name(unit_cell))
            amounts = {level: self._amount(money, leaf_unit, below, level) for level in self.levels}
            for level, dong in amounts.items():
                self._write(grid, row, at[level], dong, (*leaf_unit, capital, level) if leaf_unit else None)
            if "sum" in at:
                self._write(grid, row, at["sum"], sum(amounts.values()), None)
            row += 1
        return row

    def _leaf(self, leaf: str, units: list[str], units_in: str) -> list[tuple]:
        units = list(dict.fromkeys(units))
        if len(units) == 1:
            return [(self.spelling.name(leaf), (leaf, units[0]), units[0], None)]
        if units_in == "merged":  # the leaf's name stands in the first of its rows only
            names = [self.spelling.name(leaf), *[""] * (len(units) - 1)]
            return [(name, (leaf, unit), unit, None) for name, unit in zip(names, units, strict=True)]
        head = (self.spelling.name(leaf), None, None, [leaf])
        if units_in == "rows":
            return [head, *((self.spelling.unit_name(unit), (leaf, unit), None, None) for unit in units)]
        return [head, *(("", (leaf, unit), unit, None) for unit in units)]

    @staticmethod
    def _amount(money, leaf_unit, below, level) -> Decimal:
        if leaf_unit:
            return money[*leaf_unit, level]
        return sum((dong for (leaf, _, of), dong in money.items() if of == level and leaf in below), Decimal(0))


class _Wide(_Annex):
    def _header(self, grid, row, leaves, programmes):
        draw, spelling = self.draw, self.spelling
        split = len(self.levels) > 1 or draw.random() < 0.5
        projects = list(dict.fromkeys(".".join(leaf.split(".")[:2]) for leaf in leaves))
        draw.shuffle(projects)
        words = {code: spelling.name(code) for code in [*projects, *leaves]}
        columns: list[Column] = []
        for project in projects:
            programme = (spelling.name(project.split(".")[0]),) if len(programmes) > 1 else ()
            below = [leaf for leaf in leaves if leaf.startswith(f"{project}.")] or [project]
            if self.with_sums and (below != [project] or split):
                columns.append(
                    Column(
                        f"sum {project}", (*programme, words[project], draw.choice(["Cộng", "Tổng", "Tổng số"])), True
                    )
                )
            for leaf in below:
                path = (*programme, words[project]) if leaf == project else (*programme, words[project], words[leaf])
                levels = self.levels if split else [self.levels[0]]
                columns += [
                    Column(f"{leaf} {level}", (*path, self.level_words[level]) if split else path, True, (leaf, level))
                    for level in levels
                ]
        columns = self._together(columns)
        if self.with_sums:
            columns.insert(
                draw.choice([0, len(columns)]), Column("sum", (draw.choice(["Tổng số", "Tổng cộng"]),), True)
            )
        names = [
            Column("number", (draw.choice(["TT", "STT"]),)),
            Column("name", (draw.choice(["Đơn vị", "Tên đơn vị", "Địa phương, đơn vị", "Đơn vị/Địa phương"]),)),
        ]
        columns = names + columns
        self.split = split
        style = draw.choice(["merged", "merged", "top"]) if len(programmes) == 1 else "merged"
        return columns, layout.write_header(grid, spelling, row, self.left, columns, style)

    @staticmethod
    def _together(columns: list[Column]) -> list[Column]:
        """Projects of one programme side by side: a merged header stands over neighbours."""
        first = {column.path[0]: position for position, column in reversed(list(enumerate(columns)))}
        return sorted(columns, key=lambda column: first[column.path[0]])

    def _rows(self, grid, row, columns, leaves, programmes, money, capital) -> int:
        if not self.split:
            money = {key: dong for key, dong in money.items() if key[2] == self.levels[0]}
        units = sorted({unit for _, unit, _ in money}, key=(DEPARTMENTS + DISTRICTS).index)
        groups = self.draw.random() < 0.5
        lines: list[tuple] = []
        for words, members in (
            (("Cấp tỉnh", "Các sở, ngành", "Khối tỉnh"), DEPARTMENTS),
            (("Cấp huyện", "Các huyện, thành phố, thị xã", "Khối huyện"), DISTRICTS),
        ):
            inside = [unit for unit in units if unit in members]
            if groups and inside:
                lines.append((self.spelling.text(self.draw.choice(words)), None, inside))
            lines += [(self.spelling.unit_name(unit), unit, [unit]) for unit in inside]
        total = (self._total_name(), None, units)
        lines = [total, *lines] if self.totals == "first" else [*lines, total] if self.totals == "last" else lines
        for name, unit, inside in lines:
            grid.put(row, self.left + 1, name)
            self.made.lines.append(
                DrawnLine(grid.name, row, self.left + 1, "detail" if unit else "heading", None, unit)
            )
            for offset, column in enumerate(columns):
                if column.money:
                    dong = sum(
                        (d for key, d in money.items() if key[1] in inside and self._in(column, key)), Decimal(0)
                    )
                    loaded = unit and column.fact and (column.fact[0], unit, column.fact[1]) in money
                    level = column.fact[1] if column.fact and self.split else None
                    self._write(
                        grid, row, self.left + offset, dong, (column.fact[0], unit, capital, level) if loaded else None
                    )
            row += 1
        return row

    @staticmethod
    def _in(column: Column, key: tuple) -> bool:
        leaf, _, level = key
        if column.fact:
            return column.fact == (leaf, level)
        project = column.key.removeprefix("sum").strip()
        return not project or leaf == project or leaf.startswith(f"{project}.")
