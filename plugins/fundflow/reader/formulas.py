"""The text of formulas: which are plain sums, and of what; and where a shared one points from another cell.

A plain sum is made of + and -, SUM(), numbers, cells and ranges of this or another sheet.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from fundflow.addresses import column_index, column_letters

LONGEST_FORMULA = 8192  # as Excel

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

    @property
    def is_one_value(self) -> bool:
        """A number or a single cell: what may stand beside + and -."""
        return self.area is None or self.area[:2] == self.area[2:]


def plain_sum(formula: str) -> list[Term] | None:
    """The terms of a formula made of + and - and SUM() only; None for any other."""
    tokens = _tokens(formula) if len(formula) <= LONGEST_FORMULA else None
    if tokens is None:
        return None
    terms: list[Term] = []
    signs = [1]  # of the open parentheses, multiplied
    marks: list[str] = []  # the open parentheses: "SUM(" or "("
    sign, operand_due = 1, True
    for before, token, after in zip(["", *tokens], tokens, [*tokens[1:], ""], strict=False):
        if isinstance(token, Term):
            in_sum = before in ("SUM(", ",") and after in (",", ")")
            if not operand_due or not (in_sum or token.is_one_value):
                return None
            terms.append(replace(token, sign=sign * signs[-1], in_sum=in_sum))
            operand_due = False
        elif token in ("+", "-"):
            sign = (sign if operand_due else 1) * (-1 if token == "-" else 1)
            operand_due = True
        elif token in ("(", "SUM("):
            if not operand_due:
                return None
            marks.append(token)
            signs.append(signs[-1] * sign)
            sign = 1
        elif token == ",":
            if operand_due or not marks or marks[-1] != "SUM(":
                return None
            sign, operand_due = 1, True
        else:
            if operand_due or not marks:
                return None
            marks.pop()
            signs.pop()
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
