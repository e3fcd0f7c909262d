"""The official carry-over form 04-SDKP/ĐVDT, as units fill it in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from . import layout
from .grid import Grid, Variant
from .layout import Column
from .report_lines import DEPARTMENTS, DISTRICTS, LEAVES
from .spelling import Spelling

YEAR = 2022


def carryover_form(draw, reference) -> Variant:
    spelling = Spelling(draw, reference)
    unit = draw.choice(DISTRICTS + DEPARTMENTS)
    made = Variant("04-SDKP/ĐVDT", "04-SDKP.xlsx", unit, date(YEAR + 1, 1, 31), YEAR)
    grid = Grid(spelling.text(draw.choice(["04-SDKP", "Sheet1", "Mẫu 20f"])))
    made.grids.append(grid)
    _fill(made, grid, spelling, unit)
    layout.dress(made, spelling, unit)
    made.mess = vars(spelling) | {"one_sheet": False}
    return made


def _columns(draw) -> list[Column]:
    first, last = YEAR - 1, YEAR
    group, rest = (
        "Dự toán năm được chi",
        draw.choice(
            ["Số dư tại ngày 31/01 được chuyển sang năm sau", "Số dư tại thời điểm 31/01 được chuyển sang năm sau"]
        ),
    )
    columns = [
        Column("number", (draw.choice(["STT", "TT"]),)),
        Column("name", (draw.choice(["Nội dung", "Đơn vị, nội dung", "Chỉ tiêu"]),)),
        Column("nature", (draw.choice(["Tính chất nguồn kinh phí", "Tính chất nguồn KP"]),)),
        Column("category", ("Loại, Khoản",)),
        Column("total", (group, "Tổng số"), True),
        Column("carried", (group, "Dự toán năm trước chuyển sang"), True, (None, first, first, "carried_in")),
        Column(
            "allocated",
            (group, draw.choice(["Dự toán giao đầu năm", "Dự toán giao đầu năm nay"])),
            True,
            (None, last, last, "allocated"),
        ),
        Column(
            "adjusted",
            (group, draw.choice(["Dự toán điều chỉnh (+/-)", "Dự toán điều chỉnh"])),
            True,
            (None, last, last, "adjusted"),
        ),
        Column(
            "spent",
            (draw.choice(["Dự toán đã sử dụng đến 31/01 năm sau", "Dự toán đã sử dụng đến ngày 31/01 năm sau"]),),
            True,
            (None, first, last, "disbursed"),
        ),
        Column(
            "cancelled", (draw.choice(["Dự toán bị hủy", "Dự toán bị huỷ"]),), True, (None, first, last, "cancelled")
        ),
        Column("balance", (rest, "Số dư dự toán"), True, (None, first, last, "carried_out")),
        Column("advance", (rest, "Số dư tạm ứng"), True, (None, first, last, "advance")),
    ]
    return [column for column in columns if column.key not in ("category", "nature") or draw.random() < 0.9]


def _fill(made: Variant, grid: Grid, spelling: Spelling, unit: str) -> None:
    draw, left = spelling.draw, spelling.draw.choice([1, 1, 2])
    row = draw.choice([1, 1, 3])
    grid.put(row, left, spelling.text("Mẫu số 20f"))
    grid.put(row + 1, left, spelling.text("Ký hiệu: 04-SDKP/ĐVDT"))
    name = spelling.reference.units[unit].name_vi
    grid.put(row + 2, left, spelling.text(f"Đơn vị: {'UBND ' if unit[3:].isdigit() else ''}{name}"))
    if draw.random() < 0.3:
        grid.put(row + 3, left, spelling.text("Mã ĐVQHNS: 1034567"))
        row += 1
    title = f"Tình hình thực hiện dự toán của các nhiệm vụ được chuyển nguồn sang năm sau của ngân sách năm {YEAR} chuyển sang năm {YEAR + 1}"
    grid.put(row + 3, left, spelling.title(title))
    grid.put(row + 4, left + draw.choice([0, 8]), spelling.money_line())
    columns = _columns(draw)
    header = layout.write_header(grid, spelling, row + 5, left, columns, draw.choice(["merged", "merged", "top"]))
    row = layout.column_numbers(grid, draw, header, left, columns) + 1
    row = _rows(made, grid, spelling, row, left, columns, unit)
    layout.signatures(grid, spelling, row + 1, left, len(columns), date(YEAR + 1, 2, 8))


def _rows(made, grid, spelling, row, left, columns, unit) -> int:
    draw = spelling.draw
    draw.random()  # what follows is drawn as it always was
    for capital, heading in (("SN", "CHI THƯỜNG XUYÊN"), ("DTPT", "CHI ĐẦU TƯ PHÁT TRIỂN")):
        leaves = draw.sample(LEAVES[capital], draw.randrange(0 if capital == "DTPT" else 1, len(LEAVES[capital]) + 1))
        details = {leaf: _amounts(spelling) for leaf in sorted(leaves, key=LEAVES[capital].index)}
        _write(made, grid, spelling, row, left, columns, heading, _sum(details.values()), None)
        row += 1
        for programme in ("GNBV", "DTTS"):
            inside = {leaf: amounts for leaf, amounts in details.items() if leaf.startswith(programme)}
            if not inside:
                continue
            amounts = _sum(inside.values()) if draw.random() < 0.5 else {}
            _write(made, grid, spelling, row, left, columns, f"Kinh phí {spelling.name(programme)}", amounts, None)
            row += 1
            for leaf, amounts in inside.items():
                name = spelling.full_name(leaf)
                _write(made, grid, spelling, row, left, columns, name, amounts, (leaf, unit, capital))
                row += 1
    return row


def _amounts(spelling: Spelling) -> dict[str, Decimal]:
    draw, zero = spelling.draw, Decimal(0)
    carried, allocated = (spelling.amount() if draw.random() < 0.6 else zero for _ in range(2))
    adjusted = draw.choice([zero, zero, spelling.amount(), -(allocated / 4000).to_integral_value() * 1000])
    total = carried + allocated + adjusted
    spent = (total * draw.randrange(0, 90) / 100 / 1000).to_integral_value() * 1000
    cancelled = draw.choice([zero, zero, ((total - spent) / 3000).to_integral_value() * 1000])
    balance = total - spent - cancelled
    return {
        "carried": carried,
        "allocated": allocated,
        "adjusted": adjusted,
        "total": total,
        "spent": spent,
        "cancelled": cancelled,
        "balance": balance,
        "advance": (spent / 10000).to_integral_value() * 1000,
    }


def _sum(several) -> dict[str, Decimal]:
    several = list(several)
    return {key: sum((amounts[key] for amounts in several), Decimal(0)) for key in (several[0] if several else ())}


def _write(made, grid, spelling, row, left, columns, name, amounts, fact) -> None:
    draw = spelling.draw
    values = {
        "number": "-" if fact else Decimal(1),
        "name": spelling.text(name),
        "nature": "12" if fact else None,
        "category": "370-398" if fact else None,
    }
    for offset, column in enumerate(columns):
        if not column.money:
            grid.put(row, left + offset, values[column.key])
        elif column.key in amounts:
            dong = amounts[column.key]
            typed = spelling.typed(dong)
            if dong < 0 and isinstance(typed, str) and typed.strip()[-1].isdigit() and draw.random() < 0.5:
                typed = f"({typed.strip().removeprefix('-')})"
            cell = grid.put(row, left + offset, typed)
            if fact and dong:
                leaf, unit, capital = fact
                made.rows.add(
                    (leaf, unit, capital, *column.fact, format(dong, "f"), grid.name, cell)
                ) if column.fact else None
