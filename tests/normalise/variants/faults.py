"""Faults to plant into a drawn workbook: each changes one thing and says which finding must answer it, and where.

`plant(made, draw)` gives (rule, sheet, cell), or None where the workbook has no place for the fault. OMISSIONS are
left out while drawing: `variant(seed, reference, omission)`.
"""

from __future__ import annotations

from decimal import Decimal

from fundflow.addresses import address, column_index

from .grid import DrawnLine, Error, Variant

OTHER_SCALES = {1: "triệu đồng", 1000: "triệu đồng", 10**6: "nghìn đồng", 10**9: "triệu đồng"}
OMISSIONS = {"money": "unit_of_money.missing", "period": "period.missing", "day": "date.impossible"}


def error_cell(made: Variant, draw):
    return _spoil(made, draw, Error(draw.choice(["#REF!", "#DIV/0!", "#N/A", "#VALUE!"])), "amount.error_cell")


def text_in_number(made: Variant, draw):
    said = draw.choice(["khoảng 350", "HT 9/2023", "đang chờ", "350 (dự kiến)", "1.2.3", "12 34"])
    return _spoil(made, draw, said, "amount.not_a_number")


def fraction_of_a_dong(made: Variant, draw):
    return _spoil(made, draw, (Decimal("123456.5") / made.mess["scale"]).normalize(), "amount.fraction")


def far_too_large(made: Variant, draw):
    return _spoil(made, draw, Decimal(10**16) / made.mess["scale"], "amount.too_large")


def unknown_component(made: Variant, draw):
    name = draw.choice(["Dự án 15: Phát triển hạ tầng số nông thôn", "Tiểu dự án 9: Hỗ trợ nước sạch nông thôn"])
    return _rename(made, _line(made, draw, lambda line: line.code and not line.unit), name, "component.unknown")


def unknown_project(made: Variant, draw):
    """A project's own row: its parts are not blamed for it."""
    if made.mess["one_sheet"]:
        return None
    loaded = {(sheet, component) for component, *_, sheet, _ in made.rows}
    lines = [line for line in made.lines if line.kind == "heading" and line.code and line.code.count(".") == 1]
    lines = [line for line in lines if any(s == line.sheet and c.startswith(f"{line.code}.") for s, c in loaded)]
    return _rename(made, draw.choice(lines) if lines else None, "Dự án 15: Phát triển hạ tầng số", "component.unknown")


def name_contradicts_number(made: Variant, draw):
    name = "Dự án 2: Truyền thông và giảm nghèo về thông tin"
    return _rename(
        made, _line(made, draw, lambda line: line.code and not line.unit), name, "component.name_contradicts"
    )


def unknown_unit(made: Variant, draw):
    name = draw.choice(["UBND huyện Quỳnh Lưu", "Huyện Hương Trà", "Sở Văn hóa, Thể thao và Du lịch"])
    return _rename(made, _line(made, draw, lambda line: line.unit), name, "unit.unknown")


def row_without_name(made: Variant, draw):
    line = _line(made, draw, lambda line: True)
    if line is None or made.form == "allocation_tall" or made.mess.get("split_name"):  # another cell says enough
        return None
    grid = made.grid(line.sheet)
    del grid.cells[line.row, line.column]
    return "row.unnamed", line.sheet, None


def two_units_of_money(made: Variant, draw):
    (sheet, _), _ = min(made.headers.items(), key=lambda item: item[1], default=((None, None), (0, 0)))
    if sheet is None or made.mess["one_sheet"]:
        return None
    above = min(at for name, at in made.headers.items() if name[0] == sheet)[0]
    made.grid(sheet).put(above - 1, 40, f"Đơn vị tính: {OTHER_SCALES[made.mess['scale']]}")
    return "unit_of_money.contradiction", sheet, None


def missing_column(made: Variant, draw):
    at = _header(made, draw, "allocated")
    if at is None or made.mess["formulas"]:
        return None
    sheet, row, column = at
    grid = made.grid(sheet)
    for place in [place for place in grid.cells if place[1] == column and place[0] >= row]:
        del grid.cells[place]
    grid.merged = [area for area in grid.merged if area[1] != column]
    return "form.column_missing", sheet, None


def header_twice(made: Variant, draw):
    at = _header(made, draw, "allocated")
    if at is None:
        return None
    sheet, row, column = at
    grid = made.grid(sheet)
    last = max(place[1] for place in grid.cells if row <= place[0] <= row + 3) + 1
    for place in [place for place in grid.cells if place[1] == column and place[0] >= row]:
        grid.cells[place[0], last] = grid.cells[place]
    return "form.column_twice", sheet, address(row, last)


PLANTED = [error_cell, text_in_number, fraction_of_a_dong, far_too_large, unknown_component, unknown_project, name_contradicts_number,
           unknown_unit, row_without_name, two_units_of_money, missing_column, header_twice]  # fmt: skip


# -- where


def _spoil(made: Variant, draw, value: object, rule: str):
    """Put another value into a cell that is loaded."""
    if not made.rows:
        return None
    *_, sheet, cell = draw.choice(sorted(made.rows, key=str))
    row, column = _place(cell)
    made.grid(sheet).cells[row, column] = value
    return rule, sheet, cell


def _line(made: Variant, draw, wanted) -> DrawnLine | None:
    """A line with money of its own, and its name in its own cell."""
    loaded = {(sheet, _place(cell)[0]) for *_, sheet, cell in made.rows}
    lines = [line for line in made.lines if line.kind == "detail" and (line.sheet, line.row) in loaded]
    lines = [line for line in lines if wanted(line) and (line.row, line.column) in made.grid(line.sheet).cells]
    return draw.choice(lines) if lines else None


def _rename(made: Variant, line: DrawnLine | None, name: str, rule: str):
    if line is None:
        return None
    made.grid(line.sheet).cells[line.row, line.column] = name
    return rule, line.sheet, address(line.row, line.column)


def _header(made: Variant, draw, key: str) -> tuple[str, int, int] | None:
    """A plain column that stands alone under its own header, in a sheet with one table."""
    found = [(sheet, *at) for (sheet, name), at in made.headers.items() if name == key]
    return draw.choice(found) if found and not made.mess["one_sheet"] else None


def _place(cell: str) -> tuple[int, int]:
    letters = cell.rstrip("0123456789")
    return int(cell[len(letters) :]), column_index(letters)
