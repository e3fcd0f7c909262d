"""What an unknown layout may be: its rows that look like a header, and what each column may hold.

Nothing here is ever applied: it is shown in the answer to the sender, and drafted into a form by forms propose.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from fundflow.addresses import column_letters
from fundflow.amounts import parse
from fundflow.formspec import DIMENSIONS, MEASURES, ColumnSpec, Form
from fundflow.normalise.columns import fitting
from fundflow.normalise.headers import Header, find_headers
from fundflow.reader.cells import Cell, Sheet
from fundflow.text import tidy

MAX_SHOWN = 6
ROWS_LOOKED_AT = 200
EXAMPLES, LONGEST_EXAMPLE = 4, 20


@dataclass(slots=True)
class LikelyColumn:
    """A column under the likeliest header. `meaning`: ("measure", "allocated"), ("dimension", "unit"), ("role", "name")
    by the words of the known forms, else by those that all languages share; None: no words fit. `digits`: the usual
    length of its numbers, which tells amounts from codes."""

    index: int
    path: tuple[str, ...]
    numbers: int  # how many cells below hold numbers
    texts: int
    meaning: tuple[str, str] | None
    examples: tuple[str, ...] = ()  # the first different texts below
    digits: int = 0


@dataclass(slots=True)
class Likely:
    """The likeliest header of a workbook; `sheet` is None where no row looks like one."""

    sheet: Sheet | None = None
    header: Header | None = None
    columns: list[LikelyColumn] = field(default_factory=list)

    @property
    def sheet_name(self) -> str | None:
        return self.sheet.name if self.sheet else None

    @property
    def cell(self) -> str | None:
        return f"{column_letters(self.columns[0].index)}{self.header.first_row}" if self.header else None

    @property
    def text(self) -> str | None:
        """The header rows and their columns in a few words, for the answer to the sender."""
        if self.sheet is None or self.header is None:
            return None
        shown = [f"{column_letters(one.index)} “{one.path[-1]}”{_meaning(one)}" for one in self.columns[:MAX_SHOWN]]
        rest = ", …" if len(self.columns) > MAX_SHOWN else ""
        first, last = self.header.first_row, self.header.last_row
        rows = f"{first}–{last}" if last > first else f"{first}"
        return f"{self.sheet.name}, {rows}: {', '.join(shown)}{rest}"


def _meaning(column: LikelyColumn) -> str:
    if column.meaning is None:
        return " = số? / numbers?" if column.numbers else ""
    return f" = {column.meaning[1]}?"


def describe(sheets: list[Sheet], forms: tuple[Form, ...]) -> Likely:
    """The header with the most columns that numbers stand under; of equals the lowest, nearest to its numbers."""
    best, most = Likely(), 0
    for sheet in map(_beginning, sheets):
        for header in find_headers(sheet, is_anchor=lambda words: True, is_title=lambda text: False):
            columns = [_column(sheet, header, index, forms) for index in sorted(header.paths)]
            with_numbers = sum(bool(column.numbers) for column in columns)
            if with_numbers and with_numbers >= most:
                best, most = Likely(sheet, header, columns), with_numbers
    return best


def _beginning(sheet: Sheet) -> Sheet:
    """The first rows: enough for a guess, whatever the size of the sheet."""
    return replace(sheet, rows={row: sheet.rows[row] for row in sorted(sheet.rows)[:ROWS_LOOKED_AT]})


def _column(sheet: Sheet, header: Header, index: int, forms: tuple[Form, ...]) -> LikelyColumn:
    below = [
        cell for row, cells in sheet.rows.items() if row > header.last_row for cell in cells if cell.column == index
    ]
    lengths = sorted(sum(map(str.isdigit, cell.text)) for cell in below if _is_number(cell))
    numbers = len(lengths)
    specs = (fits[0] for form in forms if (fits := fitting(form, header.paths[index])))
    meaning = _said_by(next(specs, None)) or _likely_word(header.bare_paths[index], forms[0])
    texts = dict.fromkeys(tidy(cell.text) for cell in below if not _is_number(cell))
    examples = tuple(text for text in texts if 0 < len(text) <= LONGEST_EXAMPLE)[:EXAMPLES]
    digits = lengths[numbers // 2] if lengths else 0
    return LikelyColumn(index, header.paths[index], numbers, len(below) - numbers, meaning, examples, digits)


def _said_by(spec: ColumnSpec | None) -> tuple[str, str] | None:
    if spec is None:
        return None
    if spec.measure:
        return "measure", spec.measure
    return ("dimension", spec.dimension) if spec.dimension else ("role", spec.role)


def _likely_word(path: tuple[str, ...], form: Form) -> tuple[str, str] | None:
    found = (code for text in reversed(path) for code, phrase in form.words.likely if phrase.find(text))
    code = next(found, None)
    if code is None:
        return None
    return ("measure" if code in MEASURES else "dimension" if code in DIMENSIONS else "role"), code


def _is_number(cell: Cell) -> bool:
    return cell.kind in ("number", "formula") or (cell.kind == "text" and parse(tidy(cell.text)) is not None)
