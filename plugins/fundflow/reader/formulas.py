"""Formulas that the file holds without a value (written by a program, never opened in Excel): plain sums are computed.

A plain sum is made of + and -, SUM(), numbers, cells and ranges of this or another sheet, also through other such
formulas. Anything else stays kind "formula": 1. other functions, products, texts; 2. a sum that meets an error cell, a
date, or digits typed as text (Excel would leave these out of SUM without a word); 3. a circle; 4. work beyond
VISITS_AT_MOST.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Context, Decimal

from fundflow.reader.cells import Cell, Sheet, column_index, column_letters
from fundflow.reader.numbers import plain

VISITS_AT_MOST = 5_000_000
EXACT = Context(prec=60)


# Skipped: texts and quoted sheet names. Names like LOG10( and A1! are no references.
SKIPPED_OR_REFERENCE = re.compile(
    r"""\"[^\"]*\"|'(?:[^']|'')*'!|(?<![\w.$])(\$?)([A-Za-z]{1,3})(\$?)([1-9][0-9]{0,6})(?![\w(.!])"""
)
TOKEN = re.compile(
    r"""\s*(?:
    (?:(?P<sheet>'(?:[^']|'')+'|[^\W\d][\w.]*)!)?(?:
        \$?(?P<c1>[A-Za-z]{1,3})\$?(?P<r1>[1-9]\d{0,6})(?::\$?(?P<c2>[A-Za-z]{1,3})\$?(?P<r2>[1-9]\d{0,6}))?
      | \$?(?P<wc1>[A-Za-z]{1,3}):\$?(?P<wc2>[A-Za-z]{1,3})
      | \$?(?P<wr1>[1-9]\d{0,6}):\$?(?P<wr2>[1-9]\d{0,6})
    )(?![\w(!:.])
  | (?P<number>\d+(?:\.\d*)?|\.\d+)(?![\w!:.%])
  | (?P<mark>SUM\(|[+\-(),])
  )\s*""",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384


class SharedFormula:
    """A formula written once for a block of cells; `at` moves its relative references."""

    def __init__(self, text: str, row: int, column: int):
        self.text, self.row, self.column = text, row, column

    def at(self, row: int, column: int) -> str:
        down, right = row - self.row, column - self.column

        def move(match: re.Match) -> str:
            if match.group(2) is None:
                return match.group(0)
            fixed_column, letters, fixed_row, digits = match.groups()
            moved_column = column_index(letters) + (0 if fixed_column else right)
            moved_row = int(digits) + (0 if fixed_row else down)
            if moved_column < 1 or moved_row < 1:
                return "#REF!"
            return f"{fixed_column}{column_letters(moved_column)}{fixed_row}{moved_row}"

        return SKIPPED_OR_REFERENCE.sub(move, self.text) if down or right else self.text


@dataclass(frozen=True, slots=True)
class Term:
    """One part of a plain sum: a number, or an area of a sheet. `in_sum`: SUM takes it whole, so texts do not count."""

    sign: int
    number: Decimal | None = None
    sheet: str | None = None  # None: the formula's own
    area: tuple[int, int, int, int] | None = None  # first row, first column, last row, last column
    in_sum: bool = False


def plain_sum(formula: str) -> list[Term] | None:
    """The terms of a formula made of + and - and SUM() only; None for any other."""
    tokens = _tokens(formula)
    if tokens is None:
        return None
    terms: list[Term] = []
    signs = [1]  # of the open parentheses, multiplied
    marks: list[str] = []  # the open parentheses: "SUM(" or "("
    sign, operand_due = 1, True
    for before, token, after in zip(["", *tokens], tokens, [*tokens[1:], ""], strict=False):
        mark = token if isinstance(token, str) else ""
        if mark in ("+", "-"):
            sign = (sign if operand_due else 1) * (-1 if mark == "-" else 1)
            operand_due = True
        elif mark in ("(", "SUM("):
            if not operand_due:
                return None
            marks.append(mark)
            signs.append(signs[-1] * sign)
            sign = 1
        elif mark == ",":
            if operand_due or not marks or marks[-1] != "SUM(":
                return None
            sign, operand_due = 1, True
        elif mark == ")":
            if operand_due or not marks:
                return None
            marks.pop()
            signs.pop()
        else:
            in_sum = before in ("SUM(", ",") and after in (",", ")")
            if not operand_due or not (in_sum or token.number is not None or _is_one_cell(token)):
                return None
            terms.append(replace(token, sign=sign * signs[-1], in_sum=in_sum))
            operand_due = False
    return None if operand_due or marks else terms


def _tokens(formula: str) -> list[str | Term] | None:
    tokens: list[str | Term] = []
    position = 0
    while position < len(formula):
        match = TOKEN.match(formula, position)
        if match is None:
            return None
        tokens.append(match["mark"].upper() if match["mark"] else _operand(match))
        position = match.end()
    return tokens


def _operand(match: re.Match) -> Term:
    if match["number"]:
        return Term(1, number=Decimal(match["number"]))
    if match["wc1"]:
        rows, columns = (1, LAST_ROW), (column_index(match["wc1"]), column_index(match["wc2"]))
    elif match["wr1"]:
        rows, columns = (int(match["wr1"]), int(match["wr2"])), (1, LAST_COLUMN)
    else:
        rows = (int(match["r1"]), int(match["r2"] or match["r1"]))
        columns = (column_index(match["c1"]), column_index(match["c2"] or match["c1"]))
    sheet = match["sheet"]
    if sheet and sheet.startswith("'"):
        sheet = sheet[1:-1].replace("''", "'")
    return Term(1, sheet=sheet, area=(min(rows), min(columns), max(rows), max(columns)))


def _is_one_cell(term: Term) -> bool:
    return term.area[:2] == term.area[2:]


def compute_pending(pending: list[tuple[Sheet, Cell]], sheets: list[Sheet]) -> None:
    """Turns the waiting formula cells that are plain sums into number cells, in place."""
    calculator = _Calculator(sheets)
    for sheet, cell in pending:
        calculator.settle(sheet, cell)


class _Refused(Exception):
    """This formula stays a formula."""


class _Calculator:
    def __init__(self, sheets: list[Sheet]):
        self.sheets = {sheet.name.casefold(): sheet for sheet in sheets}
        self.refused: set[int] = set()  # id() of cells; they all live as long as their sheets
        self.open: dict[int, list[Term]] = {}
        self.visits = 0

    def settle(self, sheet: Sheet, cell: Cell) -> None:
        """Computes the cell after those that it needs; a stack of our own, because chains can be very long."""
        stack = [(sheet, cell)]
        while stack:
            sheet, cell = stack[-1]
            if cell.kind != "formula" or id(cell) in self.refused:
                stack.pop()
                continue
            try:
                waiting = self._expand(sheet, cell)
                if waiting:
                    stack += waiting
                else:
                    cell.text = plain(self._total(sheet, self.open.pop(id(cell))))
                    cell.kind = "number"
            except _Refused:
                self.open.pop(id(cell), None)
                self.refused.add(id(cell))

    def _expand(self, sheet: Sheet, cell: Cell) -> list[tuple[Sheet, Cell]]:
        """The formulas that must be computed first; none on the second visit."""
        if id(cell) in self.open:
            return []
        terms = plain_sum(cell.formula)
        if terms is None:
            raise _Refused
        self.open[id(cell)] = terms
        waiting = [
            (place, needed) for term in terms for place, needed in self._cells(sheet, term) if needed.kind == "formula"
        ]
        if any(id(needed) in self.open or id(needed) in self.refused for _, needed in waiting):
            raise _Refused
        return waiting

    def _total(self, sheet: Sheet, terms: list[Term]) -> Decimal:
        total = Decimal(0)
        for term in terms:
            amount = term.number
            if amount is None:
                amount = Decimal(0)
                for _, cell in self._cells(sheet, term):
                    amount = EXACT.add(amount, _amount(cell, term.in_sum))
            total = EXACT.add(total, amount * term.sign)
        return total

    def _cells(self, sheet: Sheet, term: Term) -> Iterator[tuple[Sheet, Cell]]:
        """The cells of the term's area that hold something."""
        if term.area is None:
            return
        if term.sheet is not None:
            sheet = self.sheets.get(term.sheet.casefold())
            if sheet is None:
                raise _Refused
        first_row, first_column, last_row, last_column = term.area
        span = range(first_row, last_row + 1)
        rows = span if len(span) < len(sheet.rows) else [row for row in sheet.rows if row in span]
        self.visits += len(rows)
        for row in rows:
            for cell in sheet.rows.get(row, ()):
                self.visits += 1
                if first_column <= cell.column <= last_column:
                    yield sheet, cell
        if self.visits > VISITS_AT_MOST:
            raise _Refused


def _amount(cell: Cell, in_sum: bool) -> Decimal:
    """What a cell adds; refuses where Excel would give an error, or leave out what a person takes for a number."""
    if cell.kind == "number":
        return cell.number
    if in_sum and cell.kind == "bool":
        return Decimal(0)
    if in_sum and cell.kind == "text" and not any(character.isdigit() for character in cell.text):
        return Decimal(0)
    raise _Refused
