"""Disbursement reports, of one unit or the province's summary of all, in both layouts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from fundflow.addresses import address

from . import layout
from .grid import DrawnLine, Formula, Grid, Variant
from .layout import Column
from .spelling import CAPITAL, LEVELS, PROGRAMMES, Spelling

LEAVES = {
    "SN": [
        "GNBV.2",
        "GNBV.3.1",
        "GNBV.3.2",
        "GNBV.4.1",
        "GNBV.4.3",
        "GNBV.6.1",
        "GNBV.6.2",
        "GNBV.7.1",
        "GNBV.7.2",
        "DTTS.9.1",
        "DTTS.9.2",
    ],
    "DTPT": ["GNBV.4.1", "GNBV.4.3", "DTTS.9.1"],
}
DISTRICTS = [f"42.{code}" for code in (436, 437, 439, 440, 441, 442, 443, 444, 445, 446, 447, 448, 449)]
DEPARTMENTS = ["42.SLDTBXH", "42.SYT", "42.SNNPTNT", "42.STTTT", "42.BDT"]
DAYS = [date(2023, month, day) for month, day in ((3, 31), (6, 30), (8, 31), (9, 30), (11, 30), (12, 31))]
SHEETS = {"SN": ["Vốn SN", "Sự nghiệp", "KPSN", "Sheet1"], "DTPT": ["ĐTPT", "Vốn ĐT", "Đầu tư", "Sheet2"]}


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
    def __init__(self, made: Variant, spelling: Spelling, unit: str, summary: bool, layout_name: str):
        self.made, self.spelling, self.draw = made, spelling, spelling.draw
        self.reference, self.unit, self.summary, self.layout = spelling.reference, unit, summary, layout_name
        self.year = made.budget_year
        self.left = self.draw.choice([1, 1, 1, 2, 3])
        self.style = self.draw.choice(
            ["merged", "merged", "merged", "top", "bottom" if layout_name == "by_year" else "top"]
        )
        self.money_in = self.draw.choice(["line", "line", "line", "title", "header", "period"])
        self.period_in = self.draw.choice(["line", "line", "title", "header"])
        if spelling.omission in ("period", "day"):
            self.period_in = "line"
        self.totals = self.draw.choice(["first", "last", "none"])
        self.programme_in = self.draw.choice(["row", "row", "row", "title"])
        self.headings = self.draw.choice([True, True, True, False]) or summary
        self.section_sums = self.draw.random() < 0.15
        self.numbered_in_name = self.draw.random() < 0.15
        self.indented = self.draw.random() < 0.12
        self.units_first = self.draw.random() < 0.3
        self.split_name = self.draw.random() < 0.1
        self.part_rows = self.draw.random() < 0.15
        self.blank_rows = self.draw.random() < 0.2
        self.repeated = self.draw.random() < 0.15
        self.formulas = self.draw.random() < 0.2
        self.hide_some = self.draw.random() < 0.1
        self.columns_drawn = None

    # -- one table

    def table(self, grid: Grid, capital: str, top: int, signed: bool) -> int:
        draw, spelling = self.draw, self.spelling
        programmes = draw.choice([["GNBV"], ["GNBV", "DTTS"]])
        in_title = self.programme_in == "title" and len(programmes) == 1
        self.columns_drawn = self.columns_drawn or self._columns()
        columns = self._worded(self.columns_drawn)
        self.keys = [column.key for column in columns]
        row = layout.letterhead(
            grid, spelling, top, self.left, len(columns), self.unit, layout.later(self.made.as_of, draw)
        )
        row = self._title(grid, row, capital, programmes if in_title else [])
        header = layout.write_header(grid, spelling, row, self.left, columns, self.style)
        header_rows = (row, header)
        for offset, column in enumerate(columns):
            self.made.headers.setdefault((grid.name, column.key), (row + len(column.path) - 1, self.left + offset))
        row = layout.column_numbers(grid, draw, header, self.left, columns)
        if draw.random() < 0.1:
            row += 1
        row = self._rows(grid, capital, columns, programmes, in_title, row + 1, header_rows)
        if signed:
            layout.signatures(
                grid, spelling, row + draw.choice([1, 2]), self.left, len(columns), layout.later(self.made.as_of, draw)
            )
        return row

    def _title(self, grid: Grid, row: int, capital: str, programmes: list[str]) -> int:
        draw, spelling = self.draw, self.spelling
        named = draw.choice(PROGRAMMES[programmes[0]]) if programmes else "các chương trình mục tiêu quốc gia"
        wording = draw.choice(
            [
                "Báo cáo tình hình giải ngân {} thực hiện {} năm {}",
                "Báo cáo giải ngân {} {} năm {}",
                "Tình hình thực hiện, giải ngân {} {} năm {}",
                "Báo cáo kết quả giải ngân {} {} năm {}",
            ]
        )
        words = wording.format(draw.choice(CAPITAL[capital]), named, self.year)
        period = spelling.period(self.made.as_of)
        if self.period_in == "title":
            words += f" {period}"
        if self.money_in == "title":
            words += f" (ĐVT: {spelling.money_words()})"
        grid.put(row, self.left, spelling.title(words))
        row, said = row + 1, False
        if self.period_in == "line":
            at = self.left
            if draw.random() < 0.08 and spelling.omission is None:
                grid.put(row, at, spelling.text("Số liệu đến ngày"))
                grid.put(row, at + 2, self.made.as_of)
            else:
                grid.put(row, at, period + (f". {spelling.money_line()}" if self.money_in == "period" else ""))
                said = True
            row += 1
        if self.money_in == "line" or (self.money_in == "period" and not said):
            grid.put(row, self.left + draw.choice([0, 3, 5]), spelling.money_line())
            row += 1
        return row + draw.choice([0, 0, 1])

    # -- its columns

    def _columns(self) -> list[Column]:
        groups = self._by_source() if self.layout == "by_source" else self._by_year()
        if self.draw.random() < 0.25:
            self.draw.shuffle(groups)
        extra = self.draw.random()
        if extra < 0.1:
            groups.insert(self.draw.randrange(len(groups) + 1), [Column("households", ("Số hộ hưởng lợi",))])
        elif extra < 0.2:
            groups.insert(
                self.draw.randrange(len(groups) + 1),
                [Column("words", (self.draw.choice(["Địa điểm", "Cán bộ theo dõi", "Ngày phê duyệt"]),))],
            )
        name = self.draw.choice(
            ["Nội dung", "Chương trình, dự án", "Danh mục", "Dự án/Tiểu dự án", "Nội dung, nhiệm vụ", "Tên dự án"]
        )
        first = [Column("number", (self.draw.choice(["TT", "STT", "Số TT"]),)), Column("name", (name,))]
        if self.indented:
            first += [Column("name 2", (name,)), Column("name 3", (name,))]
        if self.draw.random() < 0.08:
            first = first[1:]
        note = [Column("note", (self.draw.choice(["Khó khăn, vướng mắc", "Ghi chú", "Nguyên nhân chậm"]),))]
        columns = first + [column for group in groups for column in group]
        return columns + (note if self.draw.random() < 0.8 else [])

    def _by_source(self) -> list[list[Column]]:
        draw, y, before, first = self.draw, self.year, self.year - 1, self.year - 2
        plan = draw.choice(
            ["Kế hoạch vốn năm {}", "Dự toán năm {}", "Kế hoạch năm {}", "Kế hoạch vốn giao năm {}", "Vốn giao năm {}"]
        ).format(y)
        allocated = [Column("allocated", (plan,), True, (None, y, y, "allocated"))]
        if draw.random() < 0.15:
            allocated = [
                Column(f"allocated {level}", (plan, draw.choice(LEVELS[level])), True, (level, y, y, "allocated"))
                for level in ("TW", "TINH")
            ]
            allocated.insert(0, Column("allocated sum", (plan, draw.choice(["Tổng số", "Tổng", "Cộng"])), True))
        group = draw.choice(
            [
                "Vốn năm trước chuyển sang năm {}",
                "Vốn năm trước chuyển sang",
                "Nguồn vốn các năm trước chuyển sang năm {}",
                "Vốn năm trước kéo dài sang năm {}",
            ]
        ).format(y)
        carried = [
            Column(
                "carried 1",
                (group, draw.choice([f"Năm {first}", f"Vốn năm {first}"])),
                True,
                (None, first, first, "carried_in"),
            ),
            Column("carried 2", (group, f"Năm {before}"), True, (None, before, before, "carried_in")),
        ]
        if draw.random() < 0.7:
            carried.insert(
                draw.choice([0, 2]),
                Column("carried", (group, draw.choice(["Tổng số", "Tổng", "Cộng", "Tổng cộng"])), True),
            )
        groups = [allocated, carried]
        if draw.random() < 0.8:
            groups.append(
                [
                    Column(
                        "available",
                        (
                            draw.choice(
                                ["Tổng vốn thực hiện năm {}", "Tổng kế hoạch vốn năm {}", "Tổng nguồn vốn năm {}"]
                            ).format(y),
                        ),
                        True,
                    )
                ]
            )
        groups.append(self._spent())
        if draw.random() < 0.6:
            groups.append([Column("rate", (draw.choice(["Tỷ lệ giải ngân (%)", "Tỷ lệ (%)", "Tỉ lệ giải ngân"]),))])
        if draw.random() < 0.15:
            groups.append([Column("estimate", (f"Ước giải ngân đến 31/12/{y}",), True, (None, first, y, "estimate"))])
        if draw.random() < 0.2:
            groups.append([Column("remaining", (draw.choice(["Còn lại", "Vốn còn lại chưa giải ngân"]),), True)])
        return groups

    def _spent(self) -> list[Column]:
        draw, y, before, first = self.draw, self.year, self.year - 1, self.year - 2
        day = self.made.as_of
        spent = draw.choice(["Giải ngân đến {}", "Lũy kế giải ngân đến {}", "Đã giải ngân đến hết ngày {}"]).format(
            f"{day.day}/{day.month}/{day.year}"
        )
        if self.period_in != "header" and (draw.random() < 0.3 or self.spelling.omission in ("period", "day")):
            spent = draw.choice(["Lũy kế giải ngân", "Đã giải ngân", "Kết quả giải ngân"])
        joined = draw.choice(
            [
                f"Vốn {first}, {before} chuyển sang",
                f"Vốn năm {first}, {before} chuyển sang",
                "Vốn năm trước chuyển sang",
                f"Vốn {first}-{before} chuyển sang",
            ]
        )
        columns = [
            Column("spent carried", (spent, joined), True, (None, first, before, "disbursed")),
            Column(
                "spent current",
                (spent, draw.choice([f"Vốn năm {y}", f"Vốn {y}", f"Kế hoạch năm {y}"])),
                True,
                (None, y, y, "disbursed"),
            ),
        ]
        if draw.random() < 0.2:
            columns[:1] = [
                Column(f"spent {n}", (spent, f"Vốn năm {year} chuyển sang"), True, (None, year, year, "disbursed"))
                for n, year in ((1, first), (2, before))
            ]
        if draw.random() < 0.7:
            columns.insert(
                draw.choice([0, len(columns)]), Column("spent", (spent, draw.choice(["Tổng số", "Tổng", "Cộng"])), True)
            )
        return columns

    def _by_year(self) -> list[list[Column]]:
        draw, y = self.draw, self.year
        plan, spent = (
            draw.choice(["Kế hoạch vốn", "Kế hoạch", "Dự toán"]),
            draw.choice(["Giải ngân", "Đã giải ngân", "Lũy kế giải ngân", "Số đã giải ngân"]),
        )
        if self.period_in == "header":
            spent += f" đến {self.made.as_of.day}/{self.made.as_of.month}/{y}"
        with_rates, groups = draw.random() < 0.8, []
        for year in (y - 2, y - 1, y):
            current = year == y
            group = (
                f"Vốn năm {year}"
                if current
                else draw.choice(
                    [f"Vốn năm {year} chuyển sang", f"Vốn {year} kéo dài", f"Nguồn vốn năm {year} chuyển sang"]
                )
            )
            blocks = [
                Column(
                    f"plan {year}", (group, plan), True, (None, year, year, "allocated" if current else "carried_in")
                ),
                Column(f"spent {year}", (group, spent), True, (None, year, year, "disbursed")),
            ]
            if with_rates:
                blocks.append(Column(f"rate {year}", (group, "Tỷ lệ (%)")))
            groups.append(blocks)
        return groups

    def _worded(self, columns: list[Column]) -> list[Column]:
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

    # -- its rows

    def _rows(self, grid, capital, columns, programmes, in_title, row, header_rows) -> int:
        lines = self._lines(capital, programmes, in_title)
        everything = _add(amounts for kind, _, _, amounts in lines if kind in ("detail", "leaf"))
        if self.totals == "first":
            lines.insert(0, ("total", None, None, everything))
        elif self.totals == "last":
            lines.append(("total", None, None, everything))
        repeat_at = self.draw.randrange(2, len(lines)) if self.repeated and len(lines) > 4 else None
        for position, (kind, code, unit, amounts) in enumerate(lines):
            if position == repeat_at:
                layout.write_header(grid, self.spelling, row, self.left, columns, self.style)
                row += header_rows[1] - header_rows[0] + 1
            if self.blank_rows and self.draw.random() < 0.15:
                row += 1
            self._line(grid, row, columns, kind, code, unit, amounts, capital)
            row += 1
        return row

    def _lines(self, capital: str, programmes: list[str], in_title: bool) -> list[tuple]:
        if self.summary and self.units_first:
            return self._lines_by_unit(capital, programmes)
        lines: list[tuple] = []
        for programme in programmes:
            leaves = [leaf for leaf in LEAVES[capital] if leaf.startswith(programme)]
            leaves = sorted(
                self.draw.sample(leaves, self.draw.randrange(1, len(leaves) + 1)), key=LEAVES[capital].index
            )
            details = [(leaf, unit, self._amounts()) for leaf in leaves for unit in self._units()]
            if not in_title:
                lines.append(("heading", programme, None, _add(amounts for _, _, amounts in details)))
            seen: set[str] = set()
            for leaf, unit, amounts in details:
                project = ".".join(leaf.split(".")[:2])
                for code in dict.fromkeys((project, leaf)):
                    if code not in seen and (code == leaf or self.headings):
                        seen.add(code)
                        if code != leaf or self.summary:
                            below = [a for other, _, a in details if other == code or other.startswith(f"{code}.")]
                            lines.append(("heading", code, None, _add(below)))
                lines.append(("detail", leaf, unit if self.summary else self.unit, amounts))
                if self.part_rows and self.draw.random() < 0.3:
                    lines.append(
                        (
                            "part",
                            None,
                            None,
                            {key: (value / 2000).to_integral_value() * 1000 for key, value in amounts.items()},
                        )
                    )
            if self.section_sums and len(programmes) > 1:
                lines.append(("section", programme, None, _add(amounts for _, _, amounts in details)))
        return lines

    def _lines_by_unit(self, capital: str, programmes: list[str]) -> list[tuple]:
        """Each unit with its projects below it."""
        lines: list[tuple] = []
        for unit in self._units():
            inside: list[tuple] = []
            for programme in programmes:
                leaves = [leaf for leaf in LEAVES[capital] if leaf.startswith(programme)]
                details = [
                    (leaf, self._amounts())
                    for leaf in sorted(self.draw.sample(leaves, min(2, len(leaves))), key=LEAVES[capital].index)
                ]
                inside.append(("heading", programme, None, _add(amounts for _, amounts in details)))
                inside += [("leaf", leaf, unit, amounts) for leaf, amounts in details]
            lines.append(("unit", None, unit, _add(amounts for kind, *_, amounts in inside if kind == "leaf")))
            lines += inside
        return lines

    def _units(self) -> list[str | None]:
        return sorted(self.draw.sample(DISTRICTS + DEPARTMENTS, self.draw.randrange(2, 8))) if self.summary else [None]

    def _amounts(self) -> dict[str, Decimal]:
        """Plan and spending by money year, in đồng."""
        amounts = {}
        for year in (self.year - 2, self.year - 1, self.year):
            plan = self.spelling.amount() if self.draw.random() < 0.75 else Decimal(0)
            spent = (plan * self.draw.randrange(0, 101) / 100 / 1000).to_integral_value() * 1000
            amounts |= {
                f"plan {year}": plan,
                f"spent {year}": min(spent, plan),
                "plan TINH": (plan / 8000).to_integral_value() * 1000,
            }
        return amounts

    def _line(self, grid, row, columns, kind, code, unit, amounts, capital) -> None:
        name = self._name(kind, code, unit)
        column_of = {column.key: self.left + offset for offset, column in enumerate(columns)}
        name_column = column_of["name"]
        if self.indented and kind in ("detail", "heading") and not (self.summary and self.units_first):
            depth = 2 if unit and self.summary else min(2, self.reference.depth(code))
            name_column = column_of[("name", "name 2", "name 3")[depth]]
        number = {"heading": "I", "detail": "1", "part": "-"}.get(kind)
        if kind == "total" and "number" in column_of and self.draw.random() < 0.2:
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
        self.made.lines.append(DrawnLine(grid.name, row, name_column, kind, code, unit if self.summary else None))
        if self.hide_some and self.draw.random() < 0.1:
            grid.hidden_rows.add(row)
        for column in columns:
            self._cell(grid, row, column_of[column.key], column, kind, code, unit, amounts, capital)

    def _cell(self, grid, row, at, column, kind, code, unit, amounts, capital) -> None:
        if column.money:
            dong = self._value(column.key, amounts)
            cell = grid.put(row, at, self._formula(column.key, row) or self.spelling.typed(dong))
            if kind in ("detail", "leaf") and column.fact and dong:
                self.made.rows.add((code, unit, capital, *column.fact, format(dong, "f"), grid.name, cell))
        elif column.key.startswith("rate"):
            year = column.key.removeprefix("rate").strip()
            plan, spent = (
                self._value(key, amounts)
                for key in ((f"plan {year}", f"spent {year}") if year else ("available", "spent"))
            )
            if plan and self.draw.random() < 0.9:
                rate = (100 * spent / plan).quantize(Decimal("0.1"))
                typed = f"{rate}" if self.spelling.numbers == "en" else f"{rate}".replace(".", ",")
                grid.put(row, at, rate if self.draw.random() < 0.8 else typed + self.draw.choice(["", "%"]))
            elif self.draw.random() < 0.1:
                grid.put(row, at, self.spelling.text("HT 9/2023"))
        elif column.key == "note" and kind == "detail" and self.draw.random() < 0.3:
            grid.put(
                row,
                at,
                self.spelling.text(
                    self.draw.choice(
                        ["Chậm tiến độ", "Đang thẩm định", "Chờ hướng dẫn của Bộ", "Đã trình ngày 15/9/2023"]
                    )
                ),
            )
        elif column.key == "households" and self.draw.random() < 0.6:
            grid.put(row, at, Decimal(self.draw.randrange(3, 900)))
        elif column.key == "words" and self.draw.random() < 0.6:
            grid.put(row, at, self.spelling.text("xã Hương Liên"))

    def _formula(self, key: str, row: int) -> Formula | None:
        """A total column as Excel has it: "=E9+F9"."""
        parts = {"carried": ("carried 1", "carried 2"), "available": ("allocated", "carried 1", "carried 2")}.get(key)
        if not self.formulas or parts is None or not set(parts) <= set(self.keys):
            return None
        return Formula("=" + "+".join(address(row, self.left + self.keys.index(part)) for part in parts))

    def _value(self, key: str, amounts: dict[str, Decimal]) -> Decimal:
        y = self.year
        plans = {year: amounts[f"plan {year}"] for year in (y - 2, y - 1, y)}
        spent = {year: amounts[f"spent {year}"] for year in (y - 2, y - 1, y)}
        values = {
            "allocated": plans[y],
            "allocated sum": plans[y],
            "allocated TINH": amounts["plan TINH"],
            "allocated TW": plans[y] - amounts["plan TINH"],
            "carried 1": plans[y - 2],
            "carried 2": plans[y - 1],
            "carried": plans[y - 2] + plans[y - 1],
            "available": sum(plans.values()),
            "spent carried": spent[y - 2] + spent[y - 1],
            "spent 1": spent[y - 2],
            "spent 2": spent[y - 1],
            "spent current": spent[y],
            "spent": sum(spent.values()),
            "estimate": sum(plans.values()),
            "remaining": sum(plans.values()) - sum(spent.values()),
        }
        return values[key] if key in values else amounts[key]

    def _name(self, kind, code, unit) -> str:
        if kind == "total":
            return self.spelling.text(
                self.draw.choice(["TỔNG CỘNG", "Tổng cộng", "TỔNG SỐ", "Tổng số:", "Cộng", "TỔNG CỘNG (I+II)", "Tổng"])
            )
        if kind == "section":
            return self.spelling.text(
                self.draw.choice(["Cộng", f"Cộng {PROGRAMMES[code][1]}", "Tổng cộng chương trình"])
            )
        if kind == "part":
            return self.spelling.text(
                self.draw.choice(["Trong đó: hỗ trợ hộ nghèo", "Trong đó", "Gồm: xây dựng mô hình"])
            )
        if kind == "leaf":
            return self.spelling.full_name(code)
        if kind == "unit" or (kind == "detail" and self.summary):
            return self.spelling.unit_name(unit)
        return self.spelling.name(code) if self.headings else self.spelling.full_name(code)


def _add(several) -> dict[str, Decimal]:
    total: dict[str, Decimal] = {}
    for amounts in several:
        for key, value in amounts.items():
            total[key] = total.get(key, Decimal(0)) + value
    return total
