"""What all kinds of return share: the words above a table, its header, the words below it, covers and hidden sheets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from .grid import Grid, Variant
from .spelling import HEADS, SIGNERS, Spelling


@dataclass
class Column:
    """`key`: what the renderer writes into it; `path`: header texts from the top group down."""

    key: str
    path: tuple[str, ...]
    money: bool = False
    fact: tuple | None = None  # (level, first money year, last money year, measure) of the rows it says


def write_header(grid: Grid, spelling: Spelling, row: int, left: int, columns: list[Column], style: str) -> int:
    """Writes the header from `row` on; returns its last row. `style`: merged, top, bottom (unmerged)."""
    depth = max(len(column.path) for column in columns)
    for offset, column in enumerate(columns):
        for level, text in enumerate(column.path):
            before = columns[offset - 1].path if offset else ()
            if column.key in ("name 2", "name 3"):
                continue
            if level + 1 < len(column.path) and before[: level + 1] == column.path[: level + 1]:
                continue
            last = level + 1 == len(column.path)
            at = row + depth - 1 if last and style == "bottom" else row + level
            grid.put(at, left + offset, spelling.text(text))
            if style == "merged":
                if last:
                    beside = sum(other.key in ("name 2", "name 3") for other in columns) if column.key == "name" else 0
                    grid.merge(at, left + offset, row + depth - 1, left + offset + beside)
                else:
                    width = sum(1 for other in columns[offset:] if other.path[: level + 1] == column.path[: level + 1])
                    grid.merge(at, left + offset, at, left + offset + width - 1)
    return row + depth - 1


def column_numbers(grid: Grid, draw, row: int, left: int, columns: list[Column]) -> int:
    """Maybe a row "(1) (2) (3)" under the header; returns the last row used."""
    kind = draw.choice([None, None, "({})", "{}", "[{}]", "number"])
    if kind is None:
        return row
    for offset in range(len(columns)):
        text = Decimal(offset + 1) if kind == "number" else kind.format(offset + 1)
        if kind == "({})" and draw.random() < 0.1 and offset > 3:
            text = f"({offset + 1})=({offset})+({offset - 1})"
        grid.put(row + 1, left + offset, text)
    return row + 1


def letterhead(grid: Grid, spelling: Spelling, row: int, left: int, width: int, unit: str, day) -> int:
    """The sender's name, the country's motto, number and place; returns the next free row."""
    draw = spelling.draw
    name = spelling.reference.units[unit].name_vi
    name = f"UBND {name}" if unit[3:].isdigit() else name
    name = name.upper() if draw.random() < 0.7 else name
    kind = draw.choice(["one", "one", "labelled", "two rows", "one cell", "none"])
    if kind == "one":
        grid.put(row, left, spelling.text(name))
    elif kind == "labelled":
        grid.put(
            row, left, spelling.text(draw.choice(["Đơn vị: {}", "Đơn vị báo cáo: {}", "Tên đơn vị: {}"]).format(name))
        )
    elif kind == "two rows":
        grid.put(row, left, spelling.text("UBND TỈNH HÀ TĨNH"))
        grid.put(row + 1, left, spelling.text(name))
    elif kind == "one cell":
        grid.put(row, left, spelling.text(f"UBND TỈNH HÀ TĨNH\n{name}"))
    right = left + max(3, width - 3)
    if draw.random() < 0.3:
        grid.put(row, right, spelling.text("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"))
        grid.put(row + 1, right, spelling.text("Độc lập - Tự do - Hạnh phúc"))
    if draw.random() < 0.25:
        grid.put(row + 2, left, spelling.text(f"Số: {draw.randrange(10, 900)}/BC-UBND"))
        grid.put(row + 2, right, spelling.place_and_day("Hà Tĩnh", day))
    if draw.random() < 0.15:
        grid.put(row + 3, left, spelling.text("Kính gửi: Sở Lao động - Thương binh và Xã hội"))
    return row + 4


def signatures(grid: Grid, spelling: Spelling, row: int, left: int, width: int, day) -> None:
    draw = spelling.draw
    kind = draw.choice(["two", "two", "two", "one cell", "receivers", "none"])
    right = left + max(2, width - 3)
    if kind == "none":
        return
    if draw.random() < 0.8:
        grid.put(
            row,
            right,
            spelling.place_and_day(draw.choice(["Hà Tĩnh", "Hương Khê", "Kỳ Anh"]), draw.choice([day, None])),
        )
    if kind == "one cell":
        grid.put(
            row + 1,
            right,
            spelling.text(
                "Hà Tĩnh, ngày 5 tháng 10 năm 2023\nTM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nTrần Văn Minh"
            ),
        )
        return
    if kind == "receivers":
        for offset, text in enumerate(["Nơi nhận:", "- Như trên;", "- Sở Tài chính;", "- Lưu: VT, KT."]):
            grid.put(row + 1 + offset, left + 1, spelling.text(text))
        grid.put(row + 1, right, spelling.text(draw.choice(HEADS)))
        return
    grid.put(row + 1, left + 1, spelling.text(draw.choice(SIGNERS)))
    grid.put(row + 1, right, spelling.text(draw.choice(HEADS)))
    if draw.random() < 0.4:
        grid.put(row + 2, left + 1, spelling.text("(Ký, ghi rõ họ tên)"))
    grid.put(row + 5, left + 1, spelling.text("Nguyễn Thị Lan"))
    grid.put(row + 5, right, spelling.text("Trần Văn Minh"))


def dress(variant: Variant, spelling: Spelling, unit: str) -> None:
    """Covers in front, hidden sheets behind, ghost cells far below."""
    draw = spelling.draw
    if draw.random() < 0.25:
        cover = Grid("Bìa")
        cover.put(4, 2, spelling.text("BÁO CÁO"))
        cover.put(6, 2, spelling.text("Kính gửi: Sở Lao động - Thương binh và Xã hội"))
        if draw.random() < 0.5:
            cover.put(8, 2, spelling.text(f"Hà Tĩnh, tháng {draw.randrange(1, 13)} năm 2023"))
        variant.grids.insert(0, cover)
    if draw.random() < 0.25:
        hidden = Grid(draw.choice(["Sheet2", "DATA", "cũ"]), visible=False)
        for row in range(1, 6):
            hidden.put(row, 1, spelling.text("Hương Khê"))
            hidden.put(row, 2, Decimal(999999 * row))
        variant.grids.append(hidden)
    for grid in variant.grids:
        if draw.random() < 0.1:
            grid.put(grid.last_row + 200, 3, " ")


def later(as_of, draw):
    return as_of + timedelta(days=draw.randrange(1, 20))
