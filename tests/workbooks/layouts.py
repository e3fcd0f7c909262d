"""The five layouts that generated workbooks come in."""

from __future__ import annotations

import random
from decimal import Decimal

from openpyxl.utils import get_column_letter
from tests.workbooks.made import (
    CAPITAL_TITLES,
    DISTRICTS,
    NOTES,
    THOUSAND,
    Line,
    Made,
    column_numbers,
    components,
    dong,
    fill,
    flat,
    header,
    heading,
    known_names,
    part,
    rate,
    report_heading,
    rows,
    sign,
    start,
    tree,
)


def by_source(dice: random.Random, seed: int) -> Made:
    unit, capital, year = dice.choice(DISTRICTS), dice.choice(("SN", "SN", "DTPT")), dice.choice((2023, 2024))
    month = dice.choice((3, 6, 8, 9, 10))
    made = start(dice, seed, "by_source", unit, capital, year, f"BC giai ngan T{month}-{year} {unit[3:]}")
    first, second = year - 2, year - 1
    carried = dice.choice((f"Vốn năm trước chuyển sang năm {year}", "Vốn các năm trước chuyển sang"))
    spent = f"Giải ngân đến hết tháng {month}"
    columns = [
        ("number", ("TT",)),
        ("name", (dice.choice(("Nội dung", "Chương trình, dự án")),)),
        ("allocated", (f"Kế hoạch vốn năm {year}",)),
        *([("carried_total", (carried, "Tổng số"))] if dice.random() < 0.7 else []),
        ("carried_first", (carried, f"Năm {first}")),
        ("carried_second", (carried, f"Năm {second}")),
        *([("available", (f"Tổng vốn thực hiện năm {year}",))] if dice.random() < 0.7 else []),
        *([("spent", (spent, "Tổng số"))] if dice.random() < 0.7 else []),
        ("spent_carried", (spent, f"Vốn {first}, {second} chuyển sang")),
        ("spent_current", (spent, f"Vốn năm {year}")),
        *([("rate", ("Tỷ lệ giải ngân (%)",))] if dice.random() < 0.7 else []),
        ("note", ("Khó khăn, vướng mắc",)),
    ]
    row = heading(made, dice, report_heading(dice, unit, capital, year, month), len(columns))
    row = column_numbers(made, dice, header(made, row, columns))

    def amounts(line: Line) -> dict[str, Decimal]:
        plan, one, two = dong(dice), dong(dice, high=900_000), dong(dice, high=900_000)
        return {
            "allocated": plan, "carried_first": one, "carried_second": two,
            "spent_carried": part(dice, one + two), "spent_current": part(dice, plan),
        }  # fmt: skip

    def derive(line: Line) -> None:
        said = line.amounts
        carried_in, spent_all = (
            said["carried_first"] + said["carried_second"],
            said["spent_carried"] + said["spent_current"],
        )
        line.amounts = said | {
            "carried_total": carried_in,
            "available": carried_in + said["allocated"],
            "spent": spent_all,
        }
        rate(made, "rate", line, spent_all, carried_in + said["allocated"])
        if line.kind == "detail":
            made.sheet[made.cell("note", line)] = dice.choice(NOTES)

    total = tree(dice, capital)
    fill(total, ["allocated", "carried_first", "carried_second", "spent_carried", "spent_current"], amounts)
    sign(made, dice, rows(made, dice, row, total, derive))
    return made


def by_year(dice: random.Random, seed: int) -> Made:
    unit, capital, year = dice.choice(DISTRICTS), dice.choice(("SN", "SN", "DTPT")), dice.choice((2023, 2024))
    month = dice.choice((3, 6, 8, 9, 10))
    made = start(dice, seed, "by_year", unit, capital, year, f"BC giai ngan T{month}-{year} {unit[3:]}")
    blocks = [
        (f"Vốn năm {year - 2} chuyển sang", "first"),
        (f"Vốn năm {year - 1} chuyển sang", "second"),
        (f"Vốn năm {year}", "current"),
    ]
    columns = [("number", ("TT",)), ("name", ("Nội dung",))]
    for title, key in blocks:
        columns += [
            (f"plan_{key}", (title, dice.choice(("Kế hoạch", "Kế hoạch vốn", "Dự toán")))),
            (f"spent_{key}", (title, dice.choice(("Giải ngân", "Lũy kế giải ngân", "Đã giải ngân")))),
            (f"rate_{key}", (title, "Tỷ lệ (%)")),
        ]
    columns.append(("note", ("Khó khăn, vướng mắc",)))
    row = heading(made, dice, report_heading(dice, unit, capital, year, month), len(columns))
    row = column_numbers(made, dice, header(made, row, columns))

    def amounts(line: Line) -> dict[str, Decimal]:
        found: dict[str, Decimal] = {}
        for _, key in blocks:
            plan = dong(dice)
            found |= {f"plan_{key}": plan, f"spent_{key}": part(dice, plan)}
        return found

    def derive(line: Line) -> None:
        for _, key in blocks:
            rate(made, f"rate_{key}", line, line.amounts[f"spent_{key}"], line.amounts[f"plan_{key}"])
        if line.kind == "detail":
            made.sheet[made.cell("note", line)] = dice.choice(NOTES)

    total = tree(dice, capital)
    fill(total, [f"{word}_{key}" for _, key in blocks for word in ("plan", "spent")], amounts)
    sign(made, dice, rows(made, dice, row, total, derive))
    return made


def closing(dice: random.Random, seed: int) -> Made:
    unit, year = dice.choice(DISTRICTS), dice.choice((2022, 2023))
    made = start(dice, seed, "closing", unit, "SN", year, f"04-SDKP {unit[3:]} {year}")
    plan, balance = "Dự toán năm được chi", "Số dư tại ngày 31/01 được chuyển sang năm sau"
    columns = [
        ("number", ("STT",)), ("name", ("Nội dung",)), ("nature", ("Tính chất nguồn kinh phí",)),
        ("category", ("Loại, Khoản",)),
        ("total", (plan, "Tổng số")), ("carried_in", (plan, "Dự toán năm trước chuyển sang")),
        ("allocated", (plan, "Dự toán giao đầu năm")), ("adjusted", (plan, "Dự toán điều chỉnh (+/-)")),
        ("spent", ("Dự toán đã sử dụng đến 31/01 năm sau",)), ("cancelled", ("Dự toán bị hủy",)),
        ("balance", (balance, "Số dư dự toán")), ("advance", (balance, "Số dư tạm ứng")),
    ]  # fmt: skip
    titles = [
        ("form", "Ký hiệu: 04-SDKP/ĐVDT"),
        ("unit", f"Đơn vị: {known_names().units[unit].name_vi}"),
        ("title", "TÌNH HÌNH THỰC HIỆN DỰ TOÁN CỦA CÁC NHIỆM VỤ ĐƯỢC CHUYỂN NGUỒN SANG NĂM SAU CỦA ĐƠN VỊ DỰ TOÁN "
                  f"NĂM {year} CHUYỂN SANG NĂM {year + 1}"),
    ]  # fmt: skip
    row = heading(made, dice, titles, len(columns))
    row = column_numbers(made, dice, header(made, row, columns))
    keys = ["total", "carried_in", "allocated", "adjusted", "spent", "cancelled", "balance", "advance"]

    def amounts(line: Line) -> dict[str, Decimal]:
        carried_in, allocated = dong(dice), dong(dice)
        adjusted = dice.choice((Decimal(0), part(dice, allocated), -part(dice, allocated) // 3000 * 1000))
        total = carried_in + allocated + adjusted
        spent = part(dice, total)
        cancelled = dice.choice((Decimal(0), Decimal(0), part(dice, total - spent)))
        return {
            "total": total, "carried_in": carried_in, "allocated": allocated, "adjusted": adjusted, "spent": spent,
            "cancelled": cancelled, "balance": total - spent - cancelled, "advance": part(dice, spent),
        }  # fmt: skip

    group = Line(0, "subtotal", "CHI THƯỜNG XUYÊN")
    reference = known_names()
    for code in components(dice, "SN")["GNBV"]:
        component = reference.components[code]
        parent = reference.components[component.parent]
        numbered = (
            f"Dự án {component.number}"
            if component.depth == 1
            else f"Dự án {parent.number}, Tiểu dự án {component.number}"
        )
        group.children.append(Line(0, "detail", f"{numbered}: {component.name_vi}", code))
    fill(group, keys, amounts)
    made.sheet.cell(row, 1, 1)
    for line in [group, Line(0, "heading", "Kinh phí CTMTQG giảm nghèo bền vững", "GNBV"), *group.children]:
        line.row = row
        made.sheet.cell(row, made.columns["name"], line.name)
        if line.kind == "detail":
            made.sheet.cell(row, made.columns["nature"], "12")
            made.sheet.cell(row, made.columns["category"], "370-398")
        for key, amount in line.amounts.items():
            made.write(key, line, amount)
        made.lines.append(line)
        row += 1
    sign(made, dice, row)
    return made


def decision_heading(dice: random.Random, capital: str, year: int) -> list[tuple[str, str]]:
    number, day = dice.randrange(100, 3000), f"{dice.randrange(10, 28)}/{dice.choice((11, 12))}/{year - 1}"
    return [
        ("annex", f"Phụ lục {dice.randrange(1, 4):02d}"),
        ("title", f"PHÂN BỔ {CAPITAL_TITLES[capital]} THỰC HIỆN CHƯƠNG TRÌNH MỤC TIÊU QUỐC GIA GIẢM NGHÈO BỀN VỮNG "
                  f"NĂM {year}"),
        ("decision", f"(Kèm theo Quyết định số {number}/QĐ-UBND ngày {day} của Ủy ban nhân dân tỉnh Hà Tĩnh)"),
    ]  # fmt: skip


def shares(dice: random.Random) -> dict[str, Decimal]:
    central = dong(dice)
    local = Decimal(int(central / THOUSAND * dice.randrange(70, 110) / 1000)) * THOUSAND
    return {"central": central, "local": local}


def tall(dice: random.Random, seed: int) -> Made:
    capital, year = dice.choice(("SN", "DTPT")), dice.choice((2023, 2024))
    made = start(dice, seed, "tall", "42.UBND", capital, year, f"PL phan bo {capital} {year}")
    columns = [
        ("number", ("TT",)), ("name", (dice.choice(("Nội dung", "Dự án/Tiểu dự án")),)),
        ("unit", ("Đơn vị thực hiện",)),
        ("total", (dice.choice(("Tổng số", "Tổng cộng")),)), ("central", ("Trong đó", "NSTW")),
        ("local", ("Trong đó", "Ngân sách tỉnh")), ("note", ("Ghi chú",)),
    ]  # fmt: skip
    row = heading(made, dice, decision_heading(dice, capital, year), len(columns))
    row = column_numbers(made, dice, header(made, row, columns))
    total = tree(dice, capital)
    total.children = [line for head in total.children if head.component == "GNBV" for line in head.children]
    for line in [line for _, line in flat(total) if not line.children]:
        line.kind = "subtotal"
        for unit in sorted(dice.sample(DISTRICTS, dice.randrange(2, 6))):
            line.children.append(Line(0, "detail", f"UBND {known_names().units[unit].name_vi}", line.component, unit))
    fill(total, ["central", "local"], lambda line: shares(dice))

    def derive(line: Line) -> None:
        line.amounts["total"] = line.amounts["central"] + line.amounts["local"]

    sign(made, dice, rows(made, dice, row, total, derive))
    return made


def wide(dice: random.Random, seed: int) -> Made:
    capital, year = "SN", dice.choice((2023, 2024))
    made = start(dice, seed, "wide", "42.UBND", capital, year, f"PL phan bo theo don vi {year}")
    reference = known_names()
    leaves = components(dice, capital)["GNBV"][:4]
    columns: list[tuple[str, tuple[str, ...]]] = [("number", ("TT",)), ("name", ("Đơn vị",)), ("total", ("Tổng số",))]
    for code in leaves:
        component = reference.components[code]
        path = (f"Dự án {component.number}: {component.name_vi}",)
        if component.depth > 1:
            parent = reference.components[component.parent]
            path = (f"Dự án {parent.number}: {parent.name_vi}", f"Tiểu dự án {component.number}: {component.name_vi}")
        columns += [(f"central_{code}", (*path, "NSTW")), (f"local_{code}", (*path, "NS tỉnh"))]
    row = heading(made, dice, decision_heading(dice, capital, year), len(columns))
    row = _wide_header(made, row, columns)
    keys = [key for key, _ in columns[3:]]

    def amounts(line: Line) -> dict[str, Decimal]:
        return {f"{word}_{code}": amount for code in leaves for word, amount in shares(dice).items()}

    total = Line(0, "total", "TỔNG CỘNG")
    for unit in sorted(dice.sample(DISTRICTS, dice.randrange(3, 9))):
        total.children.append(Line(0, "detail", f"UBND {reference.units[unit].name_vi}", None, unit))
    fill(total, keys, amounts)

    def derive(line: Line) -> None:
        line.amounts["total"] = sum((line.amounts[key] for key in keys), Decimal(0))

    sign(made, dice, rows(made, dice, row, total, derive))
    return made


def _wide_header(made: Made, row: int, columns: list[tuple[str, tuple[str, ...]]]) -> int:
    """Every header text in every column of its group: nothing is merged."""
    height = max(len(path) for _, path in columns)
    for index, (key, path) in enumerate(columns, start=1):
        made.columns[key] = index
        padded = (*path[:-1], *[path[-1]] * (height - len(path) + 1)) if len(path) > 1 else path
        for level, text in enumerate(padded):
            made.sheet.cell(row + level, index, text)
        made.headers[key] = f"{get_column_letter(index)}{row + len(padded) - 1}"
        if len(path) == 1:
            letter = get_column_letter(index)
            made.sheet.merge_cells(f"{letter}{row}:{letter}{row + height - 1}")
    return row + height
