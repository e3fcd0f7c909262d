"""Money cells of one table, read into đồng; what cannot be read becomes a finding at its cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Context, Decimal
from functools import lru_cache
from typing import NamedTuple

from fundflow.amounts import Style, TypedNumber, parse
from fundflow.findings import Finding
from fundflow.formspec import Form
from fundflow.messages import finding
from fundflow.money import exponent
from fundflow.reader.cells import Cell, Sheet
from fundflow.reader.formulas import Term, plain_sum
from fundflow.records import Amount, Column, Line, Place, SheetColumn, TypedAmount
from fundflow.text import tidy

LARGEST_EXACT = Decimal(9 * 10**15)  # above it a spreadsheet's own number is no longer exact to the đồng
NOISE = Decimal("0.000001")
AMBIGUOUS_SHOWN = 5
SHOWN_DIGITS = Context(prec=15)
ZERO = Decimal(0)


def typed_numbers(sheet: Sheet, first_row: int, columns: Iterable[int], form: Form) -> dict[int, list[str]]:
    """The texts below the header in the number columns, by column: they show which decimal mark the sheet uses."""
    wanted = frozenset(columns)
    typed = [
        cell
        for row, cells in sheet.rows.items()
        if row > first_row
        for cell in cells
        if cell.kind == "text" and cell.column in wanted and any(map(str.isdigit, cell.text))
    ]
    numbers: dict[int, list[str]] = defaultdict(list)
    for cell in typed:
        numbers[cell.column].append(form.words.money.number_and_scale(cell.text.strip().rstrip("%"))[0])
    return numbers


def says_amount(cell: Cell, form: Form) -> bool:
    """True for a number or a dash: what a row of words never has in a money column."""
    if cell.kind != "text":
        return cell.kind in ("number", "formula", "error")
    text = tidy(cell.text)
    return text in form.words.zero or parse(form.words.money.number_and_scale(text)[0]) is not None


class _Amounts(NamedTuple):
    """A column of amounts. A whole number of no more `digits`, with the `zeros` of its unit, is so many whole đồng that
    nothing can be wrong with it.
    """

    column: int
    key: str
    zeros: str
    digits: int  # 0 where the unit is not said or no power of ten, or its parts count

    @classmethod
    def of(cls, column: Column, scale: Decimal | None, decimals: int) -> _Amounts:
        zeros = scale.adjusted() if scale else 0
        plain = scale is not None and exponent(scale) == 0 == decimals and scale == 10**zeros
        digits = LARGEST_EXACT.adjusted() - zeros - 1 if plain else 0
        return cls(column.index, column.amount_key, "0" * zeros, digits)


class CellReader:
    """Reads amounts under one number style. `findings` collects what no amount could be made of.

    `scales`: đồng per unit, by column. Where a table goes on on another sheet, the reader turns to it.
    """

    def __init__(
        self, sheet: Sheet, form: Form, columns: list[Column], scales: Mapping[int, Decimal | None], style: Style | None
    ):
        self.form, self.scales, self.style = form, scales, style
        self.findings: list[Finding] = []
        self.most_decimals = 0
        self._step = Decimal(1).scaleb(-form.decimals)
        self._zero = ZERO.quantize(self._step)
        self._waiting: list[Finding] = []  # of formulas: told only if no other cell is to blame
        self._meets_fault = False  # a formula being computed met a cell that is wrong itself
        self._missing = form.words.missing | frozenset(form.missing)
        self.unstated: set[Place] = set()
        self._amounts = [
            _Amounts.of(column, scales.get(column.index), form.decimals)
            for column in columns
            if column.role in ("measure", "total")
        ]
        self._rates = [column.index for column in columns if column.role == "rate"]
        self.turn_to(sheet)

    def turn_to(self, sheet: Sheet) -> None:
        """From here on the cells are of this sheet."""
        self.sheet = sheet
        indices = [*self._rates, *(amounts.column for amounts in self._amounts)]
        self._columns = {index: SheetColumn(sheet.name, index) for index in indices}

    def read_amounts(self, line: Line, cells: dict[int, Cell]) -> None:
        """Of each column what its cell says; one that says nothing gives no amount."""
        amounts, row, columns = line.amounts, line.row, self._columns
        for column, key, zeros, digits in self._amounts:
            cell = cells.get(column)
            if cell is None:
                continue
            text = cell.text
            if cell.kind == "number" and len(text) <= digits and text.isdecimal():
                amounts[key] = Amount(Decimal(text + zeros), text, row, columns[column])
            elif amount := self._amount(cell):
                amounts[key] = amount

    def read_rates(self, line: Line, cells: dict[int, Cell]) -> None:
        """Rates as they stand there; a rate that is no number says nothing (only amounts are loaded)."""
        rates = [self._rate(cells[index]) for index in self._rates if index in cells]
        line.rates = tuple([rate for rate in rates if rate])

    def _rate(self, cell: Cell) -> Amount | None:
        if cell.kind == "number":
            return Amount(*_stored(cell.text), cell.row, self._columns[cell.column])
        number = parse(tidy(cell.text).rstrip("%").rstrip()) if cell.kind == "text" else None
        value = None if number is None else number.value(self.style)
        return None if value is None else self._said(value, cell)

    def _amount(self, cell: Cell) -> Amount | None:
        """None where the cell says nothing (missing, not zero)."""
        scale = self.scales.get(cell.column)
        number = cell.number
        if number is not None:
            return self._in_dong(cell, number, scale)
        if cell.kind == "text":
            return self._typed(cell, scale)
        if cell.kind == "formula":
            return self._formula(cell, scale)
        return self._spoiled(cell, "amount.error_cell" if cell.kind == "error" else "amount.not_a_number")

    # -- formulas that the file holds without a result

    def _formula(self, cell: Cell, scale: Decimal | None) -> Amount:
        self._meets_fault = False
        value = self._computed(cell, frozenset())
        if value is not None:
            return self._in_dong(cell, value, scale)
        if self._meets_fault:
            self._waiting.append(self._finding(cell, "amount.formula_without_value"))
            return self._read_as(None, cell)
        return self._spoiled(cell, "amount.formula_without_value")

    def all_findings(self) -> list[Finding]:
        """What is wrong with the amounts; formulas over a wrong cell stay silent, that cell has its own finding."""
        return _few(self.findings) or self._waiting

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
        assert term.area is not None
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
            self._meets_fault |= cell.column in self.scales
            return None
        text = tidy(cell.text)
        if text in self.form.words.zero or text.casefold() in self._missing or not text:
            return ZERO
        number, own_scale = self._number(cell.text)
        value = None if number is None else number.value(self.style)
        if value is not None and own_scale is not None:
            value = value * own_scale / (self.scales.get(cell.column) or own_scale)
        self._meets_fault |= value is None and cell.column in self.scales
        return value

    # -- texts

    def _number(self, text: str) -> tuple[TypedNumber | None, Decimal | None]:
        digits, scale = self.form.words.money.number_and_scale(text)
        return parse(digits), scale

    def _typed(self, cell: Cell, scale: Decimal | None) -> Amount | None:
        text = tidy(cell.text)
        if text in self.form.words.zero:
            return self._read_as(self._zero, cell)  # a dash is not a number typed as text
        if text.casefold() in self._missing:
            self.unstated.add((self.sheet.name, cell.address))
            return None
        if not text:
            return None
        number, own_scale = self._number(cell.text)
        if number is None:
            return self._spoiled(cell, "amount.not_a_number")
        value = number.value(self.style)
        if value is None:
            return self._spoiled(cell, "amount.ambiguous", expected=_both(number))
        return self._in_dong(cell, value, (own_scale or scale) if scale is not None else None)

    def _in_dong(self, cell: Cell, value: Decimal, scale: Decimal | None) -> Amount:
        typed = cell.kind == "text"
        value, decimals = (value, decimals_of(value)) if typed else as_shown(value, cell.text)
        if decimals > self.most_decimals:
            self.most_decimals = decimals
        if scale is None:
            return self._read_as(value, cell)  # the missing unit of money is its own finding
        exact = value * scale
        if abs(exact) >= LARGEST_EXACT:
            return self._spoiled(cell, "amount.too_large")
        rounded = exact.quantize(self._step)
        if rounded != exact and abs(exact - rounded) > NOISE:
            return self._spoiled(cell, "amount.fraction", expected=format(rounded, "f"))
        return self._said(rounded, cell)

    def _spoiled(self, cell: Cell, rule: str, expected: str | None = None) -> Amount:
        about_result = cell.formula is not None and rule in ("amount.fraction", "amount.too_large")
        (self._waiting if about_result else self.findings).append(self._finding(cell, rule, expected))
        return self._read_as(None, cell)

    def _said(self, value: Decimal, cell: Cell) -> Amount:
        """What a cell says by itself, as a number or as text."""
        return self._read_as(value, cell, TypedAmount if cell.kind == "text" else Amount)

    def _read_as(self, value: Decimal | None, cell: Cell, kind: type[Amount] = Amount) -> Amount:
        return kind(value, cell.text, cell.row, self._columns[cell.column])

    def _finding(self, cell: Cell, rule: str, expected: str | None = None) -> Finding:
        value = cell.formula or cell.text
        return finding(rule, sheet=self.sheet.name, cell=cell.address, value=value, expected=expected)


@lru_cache(maxsize=4096)
def _stored(digits: str) -> tuple[Decimal, str]:
    """A stored rate and its text: a column of them has few different ones."""
    return Decimal(digits), digits


def _few(findings: list[Finding]) -> list[Finding]:
    """A sheet whose typed numbers are all open is one fault: it is told at its first cell, with the number of cells."""
    undecided = [found for found in findings if found.rule == "amount.ambiguous"]
    if len(undecided) <= AMBIGUOUS_SHOWN:
        return findings
    first, more = undecided[0], len(undecided) - 1
    value = f"{first.value} (+{more} ô / cells)"
    told = finding(first.rule, sheet=first.sheet, cell=first.cell, value=value, expected=first.expected)
    return [told, *(found for found in findings if found.rule != first.rule)]


def as_shown(value: Decimal, text: str) -> tuple[Decimal, int]:
    """A stored number without the noise of binary fractions, and its decimals.

    A spreadsheet shows 15 digits of 122021.47600000001 and means those.
    """
    whole, point, fraction = text.partition(".")
    if not point:
        return value, 0
    if len(whole) + len(fraction) > SHOWN_DIGITS.prec:
        value = SHOWN_DIGITS.plus(value)
        return value, decimals_of(value)
    return value, len(fraction.rstrip("0"))


def decimals_of(value: Decimal) -> int:
    """0 for a whole number, 3 for 1.234 and for 1.23400."""
    return max(0, -exponent(value.normalize())) if exponent(value) < 0 else 0


def _both(number: TypedNumber) -> str:
    return f"{number.comma:f} (vi-VN) / {number.point:f} (en-US)"
