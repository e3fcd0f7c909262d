"""Money cells of one table, read into đồng; what cannot be read becomes a finding at its cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from fundflow.amounts import Style, is_missing_mark, is_zero_mark, parse, style_of
from fundflow.findings import Finding
from fundflow.forms import Form
from fundflow.messages import finding
from fundflow.reader.cells import Cell, Sheet
from fundflow.reader.formulas import Term, plain_sum
from fundflow.records import Amount, Column, Line
from fundflow.text import tidy

LARGEST_EXACT = Decimal(9 * 10**15)  # above it a spreadsheet's own number is no longer exact to the đồng
NOISE = Decimal("0.000001")


def typed_numbers(sheet: Sheet, first_row: int, columns: Iterable[int]) -> list[str]:
    """The texts below the header in the number columns: together they show which decimal mark the sheet uses."""
    wanted = frozenset(columns)
    return [
        cell.text
        for row, cells in sheet.rows.items()
        if row > first_row
        for cell in cells
        if cell.kind == "text" and cell.column in wanted
    ]


class CellReader:
    """Reads amounts under one scale and one number style. `findings` collects what no amount could be made of."""

    def __init__(self, sheet: Sheet, form: Form, scale: Decimal | None, texts: list[str], file_style: Style | None):
        self.sheet, self.form, self.scale = sheet, form, scale
        self.findings: list[Finding] = []
        self.most_decimals = 0
        if form.number_style:
            self.style = Style.COMMA if form.number_style == "comma" else Style.POINT
        else:
            self.style = style_of(texts) or file_style

    def read_amounts(self, line: Line, cells: dict[int, Cell], columns: dict[int, Column]) -> None:
        for index, column in columns.items():
            cell = cells.get(index)
            if cell is not None:
                amount = self._amount(cell, column)
                if amount is not None:
                    line.amounts[f"{column.key}@{index}"] = amount

    def read_rates(self, line: Line, cells: dict[int, Cell], columns: dict[int, Column]) -> None:
        """Rates as they stand there; a rate that is no number says nothing (only amounts are loaded)."""
        for index, column in columns.items():
            cell = cells.get(index)
            value = None if cell is None else self._rate(cell)
            if value is not None:
                line.rates[f"{column.key}@{index}"] = Amount(value, cell.text, cell.address, typed=cell.kind == "text")

    def _rate(self, cell: Cell) -> Decimal | None:
        if cell.kind == "number":
            return cell.number
        number = parse(tidy(cell.text).rstrip("%").rstrip()) if cell.kind == "text" else None
        return None if number is None else number.value(self.style)

    def _amount(self, cell: Cell, column: Column) -> Amount | None:
        """None where the cell says nothing (missing, not zero)."""
        if cell.kind == "number":
            return self._in_dong(cell, cell.number, self.scale)
        if cell.kind == "text":
            return self._typed(cell)
        if cell.kind == "formula":
            value = self._computed(cell, frozenset())
            return self._spoiled(cell, "amount.formula_without_value") if value is None else self._in_dong(cell, value, self.scale)
        return self._spoiled(cell, "amount.error_cell" if cell.kind == "error" else "amount.not_a_number")

    def _computed(self, cell: Cell, waiting: frozenset[str]) -> Decimal | None:
        """A plain sum over cells typed as text, in the sheet's unit: Excel would not add them, their writer meant to."""
        terms = plain_sum(cell.formula or "")
        if terms is None or cell.address in waiting:
            return None
        total = Decimal(0)
        for term in terms:
            for value in [term.number] if term.area is None else self._area(term, waiting | {cell.address}):
                if value is None:
                    return None
                total += term.sign * value
        return total

    def _area(self, term: Term, waiting: frozenset[str]) -> Iterator[Decimal | None]:
        """The numbers in the term's cells; None for a cell that is not one."""
        if term.sheet is not None and term.sheet.casefold() != self.sheet.name.casefold():
            yield None
            return
        top, left, bottom, right = term.area
        for row in range(top, min(bottom, max(self.sheet.rows, default=0)) + 1):
            for cell in self.sheet.rows.get(row, ()):
                if left <= cell.column <= right:
                    yield self._operand(cell, waiting)

    def _operand(self, cell: Cell, waiting: frozenset[str]) -> Decimal | None:
        if cell.kind == "number":
            return cell.number
        if cell.kind == "formula":
            return self._computed(cell, waiting)
        if cell.kind != "text":
            return None
        text = tidy(cell.text)
        if is_zero_mark(text) or is_missing_mark(text, self.form.missing):
            return Decimal(0)
        number = parse(text)
        return number.value(self.style) if number is not None and number.scale is None else None

    def _typed(self, cell: Cell) -> Amount | None:
        text = tidy(cell.text)
        if is_zero_mark(text):
            return Amount(Decimal(0), cell.text, cell.address)  # a dash is not a number typed as text
        if is_missing_mark(text, self.form.missing):
            return None
        number = parse(text)
        if number is None:
            return self._spoiled(cell, "amount.not_a_number")
        value = number.value(self.style)
        if value is None:
            value = number.value(None)  # written in the other style, but with one meaning only
        if value is None:
            return self._spoiled(cell, "amount.ambiguous", expected=_both(number))
        return self._in_dong(cell, value, number.scale or self.scale)

    def _in_dong(self, cell: Cell, value: Decimal, scale: Decimal | None) -> Amount:
        exponent = value.normalize().as_tuple().exponent
        self.most_decimals = max(self.most_decimals, -exponent if isinstance(exponent, int) else 0)
        if scale is None:
            return Amount(value, cell.text, cell.address)  # the missing unit of money is its own finding
        exact = value * scale
        step = Decimal(1).scaleb(-self.form.decimals)
        rounded = exact.quantize(step)
        if abs(rounded) >= LARGEST_EXACT:
            return self._spoiled(cell, "amount.too_large")
        if abs(exact - rounded) > NOISE:
            return self._spoiled(cell, "amount.fraction", expected=format(rounded, "f"))
        return Amount(_plain(rounded), cell.text, cell.address, typed=cell.kind == "text")

    def _spoiled(self, cell: Cell, rule: str, expected: str | None = None) -> Amount:
        self.findings.append(
            finding(rule, sheet=self.sheet.name, cell=cell.address, value=cell.formula or cell.text, expected=expected)
        )
        return Amount(None, cell.text, cell.address)


def _plain(value: Decimal) -> Decimal:
    """Without an exponent and without trailing zeros after the point."""
    value = value.normalize()
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


def _both(number) -> str:
    return f"{number.comma:f} (vi-VN) / {number.point:f} (en-US)"
