"""The common faults of a workbook, and how each is planted in a clean one: Kind, Planted, and the list FAULTS."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from tests.workbooks.made import Line, Made

from fundflow.findings import Severity

REPORTS = ("by_source", "by_year")
DECISIONS = ("tall", "wide")
ANY = (*REPORTS, "closing", *DECISIONS)
UNITS_OWN = (*REPORTS, "closing")
AMOUNTS = ("spent_c", "plan_", "central", "local", "allocated", "carried_in")  # how the keys of amounts begin
SPENT = {"by_source": "spent_current", "by_year": "spent_current", "closing": "spent"}
PLAN = {"by_source": "allocated", "by_year": "plan_current", "closing": "allocated", "tall": "central"}


@dataclass(frozen=True)
class Planted:
    """Where a fault was planted: the cells at which it may be told (None: the whole sheet)."""

    cells: tuple[str | None, ...]
    folder: str | None = None  # the inbox folder, where that is the fault


@dataclass(frozen=True)
class Kind:
    """A kind of fault. `plant` puts it into the workbook, or answers None where it does not fit."""

    name: str
    layouts: tuple[str, ...]
    rules: tuple[str, ...]
    plant: Callable[[Made, random.Random], Planted | None]
    severity: Severity = Severity.ERROR


def any_detail(made: Made, dice: random.Random, key: str) -> Line | None:
    lines = [line for line in made.details if line.amounts.get(key)]
    return dice.choice(lines) if lines else None


def amount_key(made: Made, dice: random.Random) -> str:
    return dice.choice([key for key in made.details[0].amounts if key in made.columns and key.startswith(AMOUNTS)])


def _overwrite(text: Callable[[Made, Line, str], object]) -> Callable[[Made, random.Random], Planted | None]:
    """Puts something else into the cell of one amount."""

    def plant(made: Made, dice: random.Random) -> Planted | None:
        key = amount_key(made, dice)
        line = any_detail(made, dice, key)
        if line is None:
            return None
        cell = made.cell(key, line)
        made.sheet[cell] = text(made, line, key)
        return Planted((cell,))

    return plant


def _negative(made: Made, line: Line, key: str):
    return -made.sheet[made.cell(key, line)].value


def _rename(words: Callable[[Line], str | None]) -> Callable[[Made, random.Random], Planted | None]:
    """Gives one detail line another name."""

    def plant(made: Made, dice: random.Random) -> Planted | None:
        choices = [line for line in made.details if words(line)]
        if not choices:
            return None
        line = dice.choice(choices)
        made.sheet[made.name_cell(line)] = words(line)
        return Planted((made.name_cell(line),))

    return plant


def _unknown_component(line: Line) -> str | None:
    word = "Tiểu dự án 9" if line.name.startswith("Tiểu") else "Dự án 18"
    return f"{word}: Phát triển hạ tầng số nông thôn"


def _inapplicable(line: Line) -> str | None:
    if line.component != "GNBV.2" or line.unit:
        return None
    return "Dự án 5: Hỗ trợ nhà ở cho hộ nghèo, hộ cận nghèo trên địa bàn các huyện nghèo"


def _wrong_total(made: Made, dice: random.Random) -> Planted | None:
    lines = [line for line in made.lines if line.kind in ("total", "subtotal") and line.amounts]
    line = dice.choice(lines)
    key = dice.choice([key for key in line.amounts if key in made.columns])
    made.write(key, line, line.amounts[key] + Decimal(7_000_000))
    return Planted(_column(made, key))


def _wrong_detail(made: Made, dice: random.Random) -> Planted | None:
    key = PLAN.get(made.layout) or dice.choice([key for key in made.details[0].amounts if key != "total"])
    line = any_detail(made, dice, key)
    if line is None:
        return None
    made.write(key, line, line.amounts[key] + Decimal(7_000_000))
    return Planted(_column(made, key))


def _shrunk_plan(made: Made, dice: random.Random) -> Planted | None:
    key = PLAN[made.layout]
    line = any_detail(made, dice, key)
    if line is None:
        return None
    made.write(key, line, line.amounts[key] / 1000)
    return Planted(_column(made, key))


def _column(made: Made, key: str) -> tuple[str, ...]:
    """A wrong sum may be told at any cell of its column: the wrong one, or a total that does not fit."""
    return tuple(made.cell(key, line) for line in made.lines)


def _over_plan(made: Made, dice: random.Random) -> Planted | None:
    key = SPENT[made.layout]
    line = any_detail(made, dice, key)
    if line is None:
        return None
    made.write(key, line, sum((amount for word, amount in line.amounts.items() if "spent" not in word), Decimal(0)))
    return Planted((made.cell(key, line),))


def _line_again(made: Made, dice: random.Random) -> Planted | None:
    """One line is overwritten with its sister."""
    families = [line.children for line in made.lines if len(line.children) > 1]
    families = [lines for lines in families if all(one.kind == "detail" for one in lines)]
    if not families:
        return None
    first, second = dice.sample(dice.choice(families), 2)
    first, second = sorted((first, second), key=lambda line: line.row)
    for column in range(2, len(made.columns) + 1):
        made.sheet.cell(second.row, column).value = made.sheet.cell(first.row, column).value
    return Planted((made.name_cell(second),))


def _blank(place: str) -> Callable[[Made, random.Random], Planted]:
    def plant(made: Made, dice: random.Random) -> Planted:
        made.sheet[made.places[place]] = None
        return Planted(
            (None, made.places[place], *(made.places[one] for one in ("title", "unit") if one in made.places))
        )

    return plant


def _two_units_of_money(made: Made, dice: random.Random) -> Planted:
    cell = made.sheet[made.places["unit_of_money"]]
    other = "nghìn đồng" if made.scale != 1000 else "triệu đồng"
    cell.value = f"{cell.value}"
    second = made.sheet.cell(cell.row, 1 if cell.column > 1 else 3)
    second.value = f"Đơn vị tính: {other}"
    return Planted((cell.coordinate, second.coordinate))


def _replace_in(place: str, old: Callable[[Made], str], new: Callable[[Made], str]):
    """Changes some words above the table."""

    def plant(made: Made, dice: random.Random) -> Planted | None:
        cell = made.sheet[made.places[place]]
        if old(made) not in cell.value:
            return None
        cell.value = cell.value.replace(old(made), new(made))
        return Planted((cell.coordinate,))

    return plant


def _wrong_plan_year(made: Made, dice: random.Random) -> Planted:
    cell = made.sheet[made.headers["allocated"]]
    above = (made.sheet.cell(row, cell.column) for row in range(cell.row, 0, -1))
    top = next(cell for cell in above if cell.value)
    top.value = f"Kế hoạch vốn năm {made.year + dice.choice((-1, 1))}"
    return Planted((top.coordinate,))


def _wrong_folder(made: Made, dice: random.Random) -> Planted:
    other = "42.448" if made.year < 2024 else "42.444" if made.unit != "42.444" else "42.443"
    return Planted((made.places["unit"],), folder=other)


def _slip(made: Made, dice: random.Random) -> Planted | None:
    """A thousandth of what was spent, beside a rate that knows better."""
    lines = [
        line
        for line in made.details
        if line.amounts.get("spent_current", 0) > line.amounts["plan_current"] * Decimal("0.02")
    ]  # fmt: skip
    if not lines:
        return None
    line = dice.choice(lines)
    made.write("spent_current", line, line.amounts["spent_current"] / 1000)
    return Planted((made.cell("spent_current", line),))


def _wrong_rate(made: Made, dice: random.Random) -> Planted | None:
    keys = [key for key in made.columns if key.startswith("rate")]
    if not keys:
        return None
    key = dice.choice(keys)
    lines = [line for line in made.lines if made.sheet[made.cell(key, line)].value is not None]
    if not lines:
        return None
    cell = made.sheet[made.cell(key, dice.choice(lines))]
    cell.value = round(cell.value + 3.7, 1)
    return Planted((cell.coordinate,))


def _hide_row(made: Made, dice: random.Random) -> Planted:
    line = dice.choice(made.details)
    made.sheet.row_dimensions[line.row].hidden = True
    return Planted((made.name_cell(line), f"A{line.row}"))


def _hide_column(made: Made, dice: random.Random) -> Planted:
    key = amount_key(made, dice)
    letter = made.headers[key].rstrip("0123456789")
    made.sheet.column_dimensions[letter].hidden = True
    return Planted(tuple(f"{letter}{row}" for row in range(1, 15)))


def _swapped_levels(made: Made, dice: random.Random) -> Planted:
    central, local = (made.sheet[made.headers[key]] for key in ("central", "local"))
    central.value, local.value = local.value, central.value
    return Planted((central.coordinate,))


def _autonomous(made: Made, dice: random.Random) -> Planted:
    line = dice.choice(made.details)
    made.sheet[made.cell("nature", line)] = "13"
    return Planted((made.name_cell(line),))


def _contradicting_sheet(made: Made, dice: random.Random) -> Planted:
    made.sheet.title = "Vốn đầu tư" if made.capital_type == "SN" else "Vốn sự nghiệp"
    return Planted((made.places["title"],))


FAULTS = (
    Kind("negative amount", (*REPORTS, *DECISIONS), ("amounts_not_negative",), _overwrite(_negative)),
    Kind("words in a money cell", ANY, ("amount.not_a_number",), _overwrite(lambda *_: "khoảng 350")),
    Kind("error cell", ANY, ("amount.error_cell",), _overwrite(lambda *_: "#REF!")),
    Kind("formula without result", ANY, ("amount.formula_without_value",), _overwrite(lambda *_: "=VLOOKUP(1,A:B,2)")),
    Kind("unknown project", UNITS_OWN, ("component.unknown",), _rename(_unknown_component)),
    Kind("unknown unit", DECISIONS, ("unit.unknown",), _rename(lambda line: "UBND huyện Quỳnh Lưu")),
    Kind("project that does not apply", UNITS_OWN, ("component_applicable",), _rename(_inapplicable)),
    Kind("no unit of money", ANY, ("unit_of_money.missing",), _blank("unit_of_money")),
    Kind("two units of money", ANY, ("unit_of_money.contradiction",), _two_units_of_money),
    Kind("wrong total", ANY, ("totals_equal_details",), _wrong_total),
    Kind("wrong detail", ANY, ("totals_equal_details",), _wrong_detail),
    Kind("plan a thousand times too small", UNITS_OWN, ("totals_equal_details", "slip_against_rate"), _shrunk_plan),
    Kind("spending over plan", UNITS_OWN, ("disbursed_within_available",), _over_plan),
    Kind("line twice", (*REPORTS, "tall"), ("line_not_twice",), _line_again),
    Kind("day missing", REPORTS, ("period.missing",), _blank("day")),
    Kind("day of another year", REPORTS, ("period.year_differs",),
         _replace_in("day", lambda made: str(made.year), lambda made: str(made.year + 1))),
    Kind("plan of another year", ("by_source",), ("allocated_of_budget_year",), _wrong_plan_year),
    Kind("another unit's folder", REPORTS, ("unit.differs_from_folder",), _wrong_folder),
    Kind("thousandfold slip", ("by_year",), ("slip_against_rate",), _slip),
    Kind("decision without number", DECISIONS, ("decision.number_missing",), _blank("decision")),
    Kind("wrong rate", REPORTS, ("rates_match_amounts",), _wrong_rate, Severity.WARNING),
    Kind("hidden row", ANY, ("row.hidden", "sheet.hidden_rows"), _hide_row, Severity.WARNING),
    Kind("hidden column", ANY, ("column.hidden",), _hide_column, Severity.WARNING),
    Kind("swapped levels of budget", ("tall",), ("counterpart_below_central",), _swapped_levels, Severity.WARNING),
    Kind("autonomous nature", ("closing",), ("programme_money_not_autonomous",), _autonomous, Severity.WARNING),
    Kind("sheet of another capital type", REPORTS, ("capital_type_agrees",), _contradicting_sheet, Severity.WARNING),
    Kind("decision years old", DECISIONS, ("decision_fits_budget_year",),
         _replace_in("decision", lambda made: f"/{made.year - 1} ", lambda made: f"/{made.year - 2} "),
         Severity.WARNING),
    Kind("council's decision", DECISIONS, ("decision_issuer",),
         _replace_in("decision", lambda made: "QĐ-UBND", lambda made: "QĐ-HĐND"), Severity.WARNING),
)  # fmt: skip
