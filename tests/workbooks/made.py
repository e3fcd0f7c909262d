"""What generated workbooks have in common: the map of what stands where, headings, headers, trees of lines, totals."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from fundflow.reference import Reference

REFERENCE = Path(__file__).parents[2] / "include/reference"
UNITS_OF_MONEY = {"Triệu đồng": Decimal(10**6), "Nghìn đồng": Decimal(1000), "đồng": Decimal(1)}
RECURRENT = {"GNBV": ("2", "3.1", "3.2", "4.1", "4.2", "4.3", "6.1", "6.2", "7.1", "7.2"), "DTTS": ("9.1", "9.2")}
INVESTMENT = {"GNBV": ("4.1", "4.3", "6.1"), "DTTS": ("9.1", "4.1")}
PROGRAMMES = {
    "GNBV": ("Chương trình mục tiêu quốc gia giảm nghèo bền vững", "CTMTQG giảm nghèo bền vững"),
    "DTTS": ("Chương trình MTQG phát triển kinh tế - xã hội vùng đồng bào dân tộc thiểu số và miền núi",),
}
DISTRICTS = tuple(f"42.{code}" for code in (436, 437, 439, 440, 441, 442, 443, 444, 445, 446, 447, 449))
CAPITAL_TITLES = {"SN": "KINH PHÍ SỰ NGHIỆP", "DTPT": "VỐN ĐẦU TƯ PHÁT TRIỂN"}
NOTES = ("Chưa có hướng dẫn của trung ương", "Đang hoàn thiện thủ tục", "Chậm lựa chọn đối tượng", None, None)
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
THOUSAND = Decimal(1000)


@dataclass
class Line:
    """A row of the table. `kind`: detail, subtotal, total; `amounts` in đồng by column key."""

    row: int
    kind: str
    name: str
    component: str | None = None
    unit: str | None = None
    children: list[Line] = field(default_factory=list)
    amounts: dict[str, Decimal] = field(default_factory=dict)


@dataclass
class Made:
    """A clean workbook and where everything stands in it."""

    seed: int
    layout: str
    book: Workbook
    unit: str
    name: str
    capital_type: str
    year: int
    scale: Decimal
    columns: dict[str, int] = field(default_factory=dict)  # key -> column
    headers: dict[str, str] = field(default_factory=dict)  # key -> address of its header
    places: dict[str, str] = field(default_factory=dict)  # title, day, unit_of_money, decision -> address
    lines: list[Line] = field(default_factory=list)

    @property
    def sheet(self) -> Worksheet:
        return self.book.worksheets[0]

    @property
    def details(self) -> list[Line]:
        return [line for line in self.lines if line.kind == "detail"]

    def cell(self, key: str, line: Line) -> str:
        return f"{get_column_letter(self.columns[key])}{line.row}"

    def name_cell(self, line: Line) -> str:
        return self.cell("name", line)

    def write(self, key: str, line: Line, amount: Decimal | None) -> None:
        """An amount in đồng, in the sheet's unit; None empties the cell."""
        self.sheet[self.cell(key, line)] = None if amount is None else number(amount / self.scale)

    def save(self, folder: Path) -> Path:
        path = folder / self.unit / f"{self.name}.xlsx"
        path.parent.mkdir(parents=True, exist_ok=True)
        self.book.save(path)
        return path


@cache
def known_names() -> Reference:
    return Reference.load(REFERENCE)


def number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def dong(dice: random.Random, low: int = 20_000, high: int = 5_000_000) -> Decimal:
    """A plausible amount: whole thousands of đồng, no round figure."""
    return Decimal(dice.randrange(low, high) * 10 + dice.choice((1, 3, 7, 9))) * THOUSAND / 10 // 1000 * 1000


def part(dice: random.Random, whole: Decimal) -> Decimal:
    return Decimal(int(whole / THOUSAND * dice.randrange(3, 90) / 100)) * THOUSAND


def start(dice: random.Random, seed: int, layout: str, unit: str, capital: str, year: int, name: str) -> Made:
    said, scale = dice.choice(list(UNITS_OF_MONEY.items()))
    book = Workbook()
    book.active.title = dice.choice(("Sheet1", "Biểu", "KPSN" if capital == "SN" else "Đầu tư"))
    made = Made(seed, layout, book, unit, name, capital, year, scale)
    made.places["said_unit"] = said
    return made


def heading(made: Made, dice: random.Random, texts: list[tuple[str, str]], width: int) -> int:
    """Writes (place, text) rows and the unit of money; returns the header's first row."""
    row = 1 + dice.choice((0, 0, 1))
    for place, text in texts:
        made.sheet.cell(row, 1, text)
        made.places[place] = f"A{row}"
        row += 1 + dice.choice((0, 0, 0, 1))
    column = dice.randrange(max(1, width - 3), width + 1)
    said = made.places.pop("said_unit")
    made.sheet.cell(row, column, dice.choice(("Đơn vị tính: {}", "ĐVT: {}", "Đơn vị: {}")).format(said))
    made.places["unit_of_money"] = f"{get_column_letter(column)}{row}"
    return row + 1


def header(made: Made, row: int, columns: list[tuple[str, tuple[str, ...]]]) -> int:
    """Writes grouped, merged header rows; returns the first row below them."""
    height = max(len(path) for _, path in columns)
    for index, (key, path) in enumerate(columns, start=1):
        made.columns[key] = index
        letter = get_column_letter(index)
        made.headers[key] = f"{letter}{row + len(path) - 1}"
        for level, text in enumerate(path):
            before = columns[index - 2][1] if index > 1 else ()
            if before[: level + 1] != path[: level + 1] or level == len(path) - 1:
                made.sheet.cell(row + level, index, text)
        if len(path) < height:
            made.sheet.merge_cells(f"{letter}{row + len(path) - 1}:{letter}{row + height - 1}")
    _merge_groups(made.sheet, row, [path for _, path in columns])
    return row + height


def _merge_groups(sheet: Worksheet, row: int, paths: list[tuple[str, ...]]) -> None:
    start = 0
    while start < len(paths):
        end = start
        while end + 1 < len(paths) and len(paths[start]) > 1 and paths[end + 1][:1] == paths[start][:1]:
            end += 1
        if end > start:
            sheet.merge_cells(start_row=row, end_row=row, start_column=start + 1, end_column=end + 1)
        start = end + 1


def column_numbers(made: Made, dice: random.Random, row: int) -> int:
    if dice.random() < 0.5:
        return row
    for index in range(1, len(made.columns) + 1):
        made.sheet.cell(row, index, f"({index})")
    return row + 1


def sign(made: Made, dice: random.Random, row: int) -> None:
    row += dice.choice((1, 2))
    column = max(3, len(made.columns) - 2)
    made.sheet.cell(row, column, f"Hà Tĩnh, ngày 5 tháng 10 năm {made.year}")
    made.sheet.cell(row + 1, 2, "NGƯỜI LẬP BIỂU")
    made.sheet.cell(row + 1, column, dice.choice(("KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", "GIÁM ĐỐC", "CHỦ TỊCH")))
    made.sheet.cell(row + 5, 2, "Nguyễn Thị Lan")


def components(dice: random.Random, capital: str) -> dict[str, list[str]]:
    """programme -> the codes of its leaves that the sheet holds."""
    known = RECURRENT if capital == "SN" else INVESTMENT
    programmes = ["GNBV"] + (["DTTS"] if dice.random() < 0.3 else [])
    return {
        programme: sorted(
            f"{programme}.{number}"
            for number in dice.sample(
                known[programme], dice.randrange(min(2, len(known[programme])), len(known[programme]) + 1)
            )
        )
        for programme in programmes
    }


def tree(dice: random.Random, capital: str) -> Line:
    """The whole table as a tree: total, programmes, projects, sub-projects; rows are given later."""
    reference = known_names()
    total = Line(0, "total", dice.choice(("TỔNG CỘNG", "Tổng cộng", "TỔNG SỐ")))
    for programme, leaves in components(dice, capital).items():
        head = Line(0, "subtotal", dice.choice(PROGRAMMES[programme]), programme)
        total.children.append(head)
        for code in leaves:
            component = reference.components[code]
            if component.depth == 1:
                head.children.append(Line(0, "detail", f"Dự án {component.number}: {component.name_vi}", code))
                continue
            project = next((line for line in head.children if line.component == component.parent), None)
            if project is None:
                parent = reference.components[component.parent]
                project = Line(0, "subtotal", f"Dự án {parent.number}: {parent.name_vi}", parent.code)
                head.children.append(project)
            project.children.append(Line(0, "detail", f"Tiểu dự án {component.number}: {component.name_vi}", code))
    return total


def fill(line: Line, keys: list[str], make: Callable[[Line], dict[str, Decimal]]) -> None:
    if not line.children:
        line.amounts = make(line)
        return
    for child in line.children:
        fill(child, keys, make)
    line.amounts = {key: sum((child.amounts[key] for child in line.children), Decimal(0)) for key in keys}


def flat(line: Line, depth: int = 0) -> list[tuple[int, Line]]:
    return [(depth, line)] + [entry for child in line.children for entry in flat(child, depth + 1)]


def rows(made: Made, dice: random.Random, row: int, total: Line, derive: Callable[[Line], None]) -> int:
    """Writes the tree, the total row first, last or not at all; returns the row below the table."""
    entries = flat(total)
    head, rest = entries[0], entries[1:]
    place = dice.choice(("first", "first", "last"))
    ordered = [head, *rest] if place == "first" else [*rest, head]
    counters = [0] * 8
    for depth, line in ordered:
        line.row = row
        counters[depth] += 1
        counters[depth + 1 :] = [0] * (7 - depth)
        number = {0: None, 1: "ABC"[counters[1] % 3 - 1], 2: ROMAN[(counters[2] - 1) % 10]}.get(depth, counters[depth])
        made.sheet.cell(row, 1, number)
        made.sheet.cell(row, made.columns["name"], line.name)
        derive(line)
        for key, amount in line.amounts.items():
            if key in made.columns:
                made.write(key, line, amount)
        made.lines.append(line)
        row += 1
    return row


def rate(made: Made, key: str, line: Line, spent: Decimal, plan: Decimal) -> None:
    if key in made.columns and plan:
        rate = (spent / plan * 100).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
        made.sheet[made.cell(key, line)] = float(rate)


def report_heading(dice: random.Random, unit: str, capital: str, year: int, month: int) -> list[tuple[str, str]]:
    last = {3: 31, 6: 30, 9: 30, 8: 31, 10: 31}[month]
    day = dice.choice(
        (
            f"(Số liệu đến ngày {last}/{month}/{year})",
            f"(Lũy kế đến hết ngày {last:02d}/{month:02d}/{year})",
            f"Tính đến ngày {last} tháng {month} năm {year}",
        )
    )
    title = f"BÁO CÁO TÌNH HÌNH GIẢI NGÂN {CAPITAL_TITLES[capital]} CÁC CHƯƠNG TRÌNH MỤC TIÊU QUỐC GIA NĂM {year}"
    return [("unit", known_names().units[unit].name_vi.upper()), ("title", title), ("day", day)]
