"""The traps of the field, and what slips in while a sheet is typed, copied and pasted: the list TRAPS."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal

from tests.rules.seeded_faults import ANY, DECISIONS, REPORTS, UNITS_OWN, Kind, Planted, amount_key, any_detail
from tests.workbooks.made import Line, Made, flat

from fundflow.findings import Severity
from fundflow.rules.columns import ENOUGH

Plant = Callable[[Made, random.Random], Planted | None]
FAR_YEAR = 2090


def _retyped(text: Callable[[str], str]) -> Plant:
    """One amount is typed anew as text."""

    def plant(made: Made, dice: random.Random) -> Planted | None:
        key = amount_key(made, dice)
        line = any_detail(made, dice, key)
        if line is None:
            return None
        cell = made.sheet[made.cell(key, line)]
        typed = text(str(int(cell.value)))
        if typed == str(int(cell.value)):
            return None
        cell.value = typed
        return Planted((cell.coordinate,))

    return plant


def _said_twice(*keys: str) -> Plant:
    """One column's header is copied over its neighbour's."""

    def plant(made: Made, dice: random.Random) -> Planted:
        first, second = (made.sheet[made.headers[key]] for key in keys)
        second.value = first.value
        return Planted((first.coordinate, second.coordinate))

    return plant


def _raised(key: str, limit: Callable[[Line], Decimal], where: str | None = None) -> Plant:
    """An amount beyond what bounds it, with the sums of its line and column left as they are."""

    def plant(made: Made, dice: random.Random) -> Planted | None:
        line = any_detail(made, dice, where or key)
        if line is None or key not in made.columns:
            return None
        made.write(key, line, limit(line))
        return Planted((made.cell(key, line),))

    return plant


def _day(text: str) -> Plant:
    def plant(made: Made, dice: random.Random) -> Planted:
        cell = made.sheet[made.places["day"]]
        cell.value = text.format(year=made.year, far=FAR_YEAR)
        return Planted((cell.coordinate, made.places["title"]))

    return plant


def _decision_day(made: Made, dice: random.Random) -> Planted:
    cell = made.sheet[made.places["decision"]]
    cell.value = f"(Kèm theo Quyết định số 12/QĐ-UBND ngày 30/2/{made.year} của Ủy ban nhân dân tỉnh Hà Tĩnh)"
    return Planted((cell.coordinate,))


def _sheet_again(made: Made, dice: random.Random) -> Planted:
    """The whole sheet is copied into the workbook a second time."""
    copy = made.book.copy_worksheet(made.sheet)
    copy.title = "Bản sao"
    return Planted(tuple(cell.coordinate for row in copy.iter_rows() for cell in row))


def _column_again(made: Made, dice: random.Random) -> Planted | None:
    """One year's columns are pasted over another's: fewer than four figures may be alike by chance."""
    if sum(bool(line.amounts.get("plan_first")) and bool(line.amounts.get("spent_first")) for line in made.details) < 4:
        return None
    for line in made.lines:
        for old, new in (("plan_first", "plan_second"), ("spent_first", "spent_second"), ("rate_first", "rate_second")):
            made.sheet[made.cell(new, line)].value = made.sheet[made.cell(old, line)].value
    cells = [made.cell(key, line) for key in ("plan_second", "spent_second") for line in made.lines]
    return Planted((*cells, *made.headers.values()))


def _below_the_table(made: Made, dice: random.Random) -> Planted:
    """A row of money is added under the signatures, where nobody sums it."""
    last = max(line.row for line in made.lines)
    made.sheet.cell(last + 3, 1, "NGƯỜI LẬP BIỂU")
    cell = made.sheet.cell(last + 6, made.columns[amount_key(made, dice)], 123456)
    return Planted((cell.coordinate,))


def _unnamed(made: Made, dice: random.Random) -> Planted:
    line = dice.choice(made.details)
    made.sheet[made.name_cell(line)] = None
    row = tuple(cell.coordinate for cell in made.sheet[line.row])
    return Planted(row)


def _other_programme(made: Made, dice: random.Random) -> Planted | None:
    """The title speaks of one programme, the rows of the other's projects."""
    line = next((line for line in made.details if line.component == "GNBV.2"), None)
    if line is None:
        return None
    made.sheet[made.name_cell(line)] = "Dự án 9: Đầu tư phát triển nhóm dân tộc thiểu số rất ít người"
    return Planted((made.name_cell(line),))


def _slip_carried_on(made: Made, dice: random.Random) -> Planted | None:
    """A thousandfold figure in a table whose sums are formulas: they carry it on."""
    figures = [line.amounts["central"] for line in made.details]
    line = dice.choice(made.details)
    if len(figures) < ENOUGH or 10 * line.amounts["central"] <= max(figures):
        return None
    more = 999 * line.amounts["central"]
    for other in made.lines:
        if any(below is line for _, below in flat(other)):
            for key in ("central", "total"):
                made.write(key, other, other.amounts[key] + more)
    return Planted((made.cell("central", line),))


def _cancelled(line: Line) -> Decimal:
    return line.amounts["total"] + Decimal(1_000_000)


def _advance(line: Line) -> Decimal:
    return line.amounts["spent"] + Decimal(1_000_000)


TRAPS = (
    Kind("letter O for a nought", ANY, ("amount.not_a_number",), _retyped(lambda digits: digits.replace("0", "O", 1))),
    Kind("thousands broken in typing", ANY, ("amount.not_a_number", "amount.ambiguous"),
         _retyped(lambda digits: f"{digits[:-2]}.{digits[-2:]}.{digits[-1]}")),
    Kind("amount with a question mark", ANY, ("amount.not_a_number",), _retyped(lambda digits: f"{digits}?")),
    Kind("two amounts in a cell", ANY, ("amount.not_a_number",), _retyped(lambda digits: f"{digits} + {digits}")),
    Kind("two columns say the same", ("by_source",), ("form.column_twice",), _said_twice("carried_first", "carried_second")),
    Kind("one level of budget over both columns", ("tall",), ("form.column_twice",), _said_twice("central", "local")),
    Kind("advance beyond spending", ("closing",), ("advances_within_disbursed",), _raised("advance", _advance, "spent"),
         Severity.WARNING),
    Kind("cancelled beyond the plan", ("closing",), ("cancelled_within_available",), _raised("cancelled", _cancelled,
         "spent")),
    Kind("day of the far future", REPORTS, ("period.year_differs", "as_of_not_in_future"),
         _day("(Số liệu đến ngày 30/9/{far})")),
    Kind("day that no calendar has", REPORTS, ("date.impossible",), _day("(Số liệu đến ngày 31/9/{year})")),
    Kind("decision's day that no calendar has", DECISIONS, ("date.impossible",), _decision_day),
    Kind("sheet copied", (*REPORTS, "tall"), ("table_not_twice",), _sheet_again),
    Kind("year copied over another", ("by_year",), ("columns_not_copied", "spending_not_copied"), _column_again,
         Severity.WARNING),
    Kind("money below the signatures", ANY, ("table.stray_number",), _below_the_table, Severity.WARNING),
    Kind("row without a name", UNITS_OWN, ("row.unnamed",), _unnamed),
    Kind("thousandfold figure that its sums carry on", ("tall",), ("amounts_of_one_size",), _slip_carried_on,
         Severity.WARNING),
    Kind("another programme's project", ("closing",), ("component.name_contradicts", "component.unknown",
         "component_applicable", "programme_agrees"), _other_programme),
)  # fmt: skip
