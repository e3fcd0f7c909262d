"""Rows under a header, placed in their tree by their words: programme, project, sub-project, unit, totals, notes.

A roman numeral or an item number never says what a row is; its name does, and where it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from fundflow.findings import Finding
from fundflow.forms import Form
from fundflow.messages import finding
from fundflow.normalise.cellvalues import CellReader
from fundflow.normalise.headers import Header
from fundflow.normalise.titles import is_signature
from fundflow.reader.cells import Cell, Sheet, address
from fundflow.records import Column, Line
from fundflow.reference import Reference
from fundflow.text import bare, tidy

TOTAL_LEVEL, CAPITAL_LEVEL, OUTER_UNIT_LEVEL, PROGRAMME_LEVEL, GROUP_LEVEL, UNIT_LEVEL = -1, 0, 5, 10, 900, 910
_TOTAL = re.compile(r"^(?:tong cong|tong so|tong|cong|total|grand total)\b[ :]*")
_PARTIAL = re.compile(r"^(?:trong do|gom|bao gom|of which)\b")
_UNIT_GROUP = re.compile(
    r"^(?:cap tinh|cap huyen|cap xa|khoi tinh|khoi huyen|cac so nganh|cac huyen|huyen thi xa thanh pho|cac don vi|"
    r"ngan sach cap tinh|ngan sach huyen|don vi cap tinh|don vi cap huyen|cac huyen thanh pho|cac so ban nganh)\b"
)
_COLUMN_NUMBER = re.compile(r"^\(?\s*[\dA-Za-z]{1,2}\s*\)?(?:\s*=\s*[\d()+\-*/x.: a-zA-Z%]+)?$")


@dataclass(slots=True)
class RowsRead:
    """The lines of one table and the account of all that stands under its header: read = in lines + ignored."""

    lines: list[Line] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    read: int = 0
    ignored: dict[str, int] = field(default_factory=dict)

    def ignore(self, reason: str) -> None:
        """A row that is no line: it counts as one."""
        self.read += 1
        self.ignored[reason] = self.ignored.get(reason, 0) + 1

    def keep(self, line: Line) -> None:
        """A line counts as many as it has money cells, and as one if it has none."""
        self.read += max(1, len(line.amounts))
        self.lines.append(line)


@dataclass(slots=True)
class Context:
    """What the rows above have said: it gives a later "Tiểu dự án 1" its meaning."""

    programme: str | None
    project: str | None = None
    capital_type: str | None = None
    in_partial: bool = False


class LineReader:
    """Reads the rows of one table. One instance per table; `read()` gives RowsRead."""

    def __init__(self, sheet: Sheet, header: Header, columns: list[Column], form: Form, reference: Reference,
                 cells: CellReader, programme: str | None, on: date | None):
        self.sheet, self.header, self.form, self.reference, self.cells, self.on = sheet, header, form, reference, cells, on
        self.columns = columns
        self.money_columns = {column.index: column for column in columns if column.role in ("measure", "total", "rate")}
        self.amount_columns = {column.index: column for column in columns if column.role in ("measure", "total")}
        self.rate_columns = {column.index: column for column in columns if column.role == "rate"}
        self.first_money_column = min(self.money_columns, default=header.name_column + 1)
        self.dimension_columns = {form.spec(c.key).dimension: c.index for c in columns if c.role == "dimension"}
        self.note_column = next((column.index for column in columns if column.role == "note"), None)
        self.context = Context(programme=programme or form.programme)
        self.out = RowsRead()

    def read(self, last_row: int | None, repeated: list[Header]) -> RowsRead:
        """The rows down to `last_row`; `repeated` are the same header again after a page break: the table goes on."""
        ended = False
        headers_again = {row for header in repeated for row in range(header.first_row, header.last_row + 1)}
        for row in sorted(self.sheet.rows):
            if row <= self.header.last_row or (last_row is not None and row > last_row):
                continue
            cells = {cell.column: cell for cell in self.sheet.rows[row] if cell.kind != "text" or tidy(cell.text)}
            if not cells:
                continue
            if row in headers_again:
                ended = False
                self.out.ignore("repeated_header")
                continue
            if not ended and self._ends_table(cells):
                ended = True
            if ended:
                self._below_the_table(row, cells)
            elif self._is_column_numbers(cells):
                self.out.ignore("column_numbers")
            else:
                self._row(row, cells)
        _place_in_tree(self.out.lines, self.reference)
        return self.out

    def _ends_table(self, cells: dict[int, Cell]) -> bool:
        return any(cell.kind == "text" and is_signature(cell.text) for cell in cells.values())

    def _below_the_table(self, row: int, cells: dict[int, Cell]) -> None:
        self.out.ignore("signature_block")
        stray = next((cell for index, cell in cells.items() if index in self.amount_columns and cell.kind == "number"), None)
        if stray:
            self.out.findings.append(
                finding("table.stray_number", sheet=self.sheet.name, cell=stray.address, value=stray.text)
            )

    def _is_column_numbers(self, cells: dict[int, Cell]) -> bool:
        texts = [tidy(cell.text) for cell in cells.values()]
        return len(texts) >= 3 and all(_COLUMN_NUMBER.match(text) for text in texts) and len(set(texts)) == len(texts) \
            and self.header.name_column in cells and self.first_money_column in cells

    def _name(self, row: int, cells: dict[int, Cell]) -> tuple[str, str]:
        """The row's name and its cell: the name column, or the cells that an indented or merged name stands in."""
        candidates = [self.header.name_column, *range(self.header.name_column + 1, self.first_money_column),
                      *range(self.header.name_column - 1, 0, -1)]
        taken = set(self.dimension_columns.values())
        for index in candidates:
            cell = cells.get(index)
            if cell is not None and index not in taken and cell.kind == "text" and _is_name(cell.text):
                return tidy(cell.text), cell.address
        return "", address(row, self.header.name_column)

    def _row(self, row: int, cells: dict[int, Cell]) -> None:
        name, name_cell = self._name(row, cells)
        line = Line(row=row, kind="detail", level=UNIT_LEVEL, name=name, name_cell=name_cell)
        line.hidden = row in self.sheet.hidden_rows
        line.note = tidy(cells[self.note_column].text) if self.note_column in cells else None
        self.cells.read_amounts(line, cells, self.amount_columns)
        self.cells.read_rates(line, cells, self.rate_columns)
        has_money = any(amount.value for amount in line.amounts.values())
        if not name and not self._explicit_dimensions():
            self._unnamed(line, has_money)
            return
        if not self._classify(line, cells):
            self._unknown_name(line, has_money)
            return
        self.out.keep(line)

    def _explicit_dimensions(self) -> bool:
        return "component" in self.dimension_columns

    def _unnamed(self, line: Line, has_money: bool) -> None:
        if not has_money:
            self.out.ignore("blank_row")
            return
        cell = next(amount.cell for amount in line.amounts.values() if amount.value)
        self.out.findings.append(finding("row.unnamed", sheet=self.sheet.name, cell=cell, value=line.amounts and cell))
        line.kind = "held"
        self.out.keep(line)

    # What a row is -------------------------------------------------------------------------------------------------

    def _classify(self, line: Line, cells: dict[int, Cell]) -> bool:
        """Fill the line's kind, level and codes from its name and its dimension columns. False: nobody knows it."""
        self._dimensions(line, cells)
        if self._explicit_dimensions():
            return self._explicit(line, cells)
        words = bare(line.name)
        if _PARTIAL.match(words):
            line.kind, self.context.in_partial = "partial", True
            return True
        if self._total(line, words) or self._capital_group(line, words) or self._component(line):
            return True
        if self._unit_group(line, words) or self._unit(line):
            return True
        if self.context.in_partial:
            line.kind = "partial"
            return True
        return False

    def _dimensions(self, line: Line, cells: dict[int, Cell]) -> None:
        for dimension, index in self.dimension_columns.items():
            cell = cells.get(index)
            text = tidy(cell.text) if cell else ""
            if not text:
                continue
            if dimension == "source_nature":
                line.source_nature = text
            elif dimension == "unit":
                self._unit_cell(line, text, cell)
            elif dimension == "capital_type":
                line.capital_type = self.reference.capital_type_in(text)
            elif dimension == "money_year":
                digits = re.search(r"(?:19|20)\d\d", text)
                line.money_year = int(digits[0]) if digits else None

    def _unit_cell(self, line: Line, text: str, cell: Cell) -> None:
        match = self.reference.unit_by_name(text, on=self.on)
        line.unit = match.code
        if match.code is None or match.how == "retired":
            rule = "unit.retired" if match.how == "retired" else "unit.unknown"
            self.out.findings.append(finding(rule, sheet=self.sheet.name, cell=cell.address, value=text,
                                             suggestions=match.suggestions))

    def _explicit(self, line: Line, cells: dict[int, Cell]) -> bool:
        """A table of plain records: the component stands in a column of its own, detail and totals by a column's value."""
        row_filter = self.form.row_filter
        if row_filter:
            index = self.dimension_columns.get(row_filter["column"])
            mark = tidy(cells[index].text) if index in cells else ""
            kinds = {str(value): kind for kind in ("detail", "subtotal", "total") for value in row_filter.get(kind, ())}
            line.kind = kinds.get(mark, "unknown")
            if line.kind == "unknown":
                return False
        cell = cells.get(self.dimension_columns["component"])
        if line.kind != "detail":
            line.level = TOTAL_LEVEL
            return True
        text = tidy(cell.text) if cell else ""
        match = self.reference.component_by_name(text, programme=self.context.programme, on=self.on)
        if not line.name:
            line.name, line.name_cell = text, cell.address if cell else line.name_cell
        line.component = match.code
        line.level = UNIT_LEVEL
        return match.code is not None

    def _total(self, line: Line, words: str) -> bool:
        found = _TOTAL.match(words)
        if not found:
            return False
        rest = words[found.end():]
        code = self.reference.programme_in(rest) if rest else None
        if rest and code is None and len(rest) > 30:
            return False
        line.kind, line.level, line.component = "total", TOTAL_LEVEL, code
        self.context.in_partial = False
        return True

    def _capital_group(self, line: Line, words: str) -> bool:
        if self.form.capital_type != "rows":
            return False
        if self.reference.looks_like_component(line.name) or self.reference.programme_in(line.name):
            return False
        code = self.reference.capital_type_in(line.name)
        if code is None:
            return False
        line.kind, line.level, line.capital_type = "subtotal", CAPITAL_LEVEL, code
        self.context.capital_type = code
        self.context.programme, self.context.project = self.form.programme, None
        return True

    def _component(self, line: Line) -> bool:
        if "components" not in self.form.row_kinds:
            return False
        programme = self.reference.programme_in(line.name)
        if programme and not self.reference.looks_like_component(line.name):
            self._enter(line, programme)
            return True
        match = self.reference.component_by_name(
            line.name, programme=self.context.programme, parent=self.context.project, on=self.on
        )
        if match.contradiction:
            self.out.findings.append(finding("component.name_contradicts", sheet=self.sheet.name, cell=line.name_cell,
                                             value=line.name, expected=match.contradiction,
                                             suggestions=match.suggestions))
        elif match.how == "ambiguous":
            self.out.findings.append(finding("component.ambiguous", sheet=self.sheet.name, cell=line.name_cell,
                                             value=line.name, suggestions=match.suggestions))
            line.kind = "held"
            return True
        if match.code is None:
            return False
        self._enter(line, match.code)
        return True

    def _enter(self, line: Line, code: str) -> None:
        component = self.reference.components[code]
        depth = self.reference.depth(code)
        line.component, line.level = code, PROGRAMME_LEVEL + 10 * depth
        line.capital_type = line.capital_type or self.context.capital_type
        self.context.programme = component.programme or code
        self.context.project = component.project if depth else None
        self.context.in_partial = False

    def _unit_group(self, line: Line, words: str) -> bool:
        if not _UNIT_GROUP.match(words):
            return False
        line.kind, line.level = "subtotal", GROUP_LEVEL
        return True

    def _unit(self, line: Line) -> bool:
        if "units" not in self.form.row_kinds:
            return False
        match = self.reference.unit_by_name(line.name, on=self.on)
        if match.code is None:
            return False
        if match.how == "retired":
            self.out.findings.append(finding("unit.retired", sheet=self.sheet.name, cell=line.name_cell, value=line.name,
                                             suggestions=match.suggestions))
        line.unit, line.level = match.code, UNIT_LEVEL
        line.capital_type = line.capital_type or self.context.capital_type
        return True

    def _unknown_name(self, line: Line, has_money: bool) -> None:
        """A row that nobody knows: with money it stops the file, without money it is a note."""
        spoiled = any(amount.value is None for amount in line.amounts.values())
        if not has_money and not spoiled:
            self.out.ignore("note")
            return
        line.kind = "held"
        self.out.keep(line)
        units_expected = self.form.row_kinds == "units" or (
            "units" in self.form.row_kinds
            and (self.reference.looks_like_unit(line.name) or bool(self.out.lines[:-1] and self.out.lines[-2].unit))
            and not self.reference.looks_like_component(line.name)
        )
        rule = "unit.unknown" if units_expected else "component.unknown"
        match = (
            self.reference.unit_by_name(line.name, on=self.on)
            if units_expected
            else self.reference.component_by_name(line.name, programme=self.context.programme, parent=self.context.project)
        )
        if units_expected and match.how == "ambiguous":
            rule = "unit.ambiguous"
        already = any(f.cell == line.name_cell and f.sheet == self.sheet.name for f in self.out.findings)
        if not already:
            self.out.findings.append(finding(rule, sheet=self.sheet.name, cell=line.name_cell, value=line.name,
                                             suggestions=match.suggestions))


def _is_name(text: str) -> bool:
    return sum(character.isalpha() for character in text) >= 2 or (text.strip().isalpha() and len(text.strip()) > 3)


def _place_in_tree(lines: list[Line], reference: Reference) -> None:
    """Give every line its parent: the nearest line above it that stands higher and holds it. Totals stand outside."""
    _outer_units(lines)
    stack: list[int] = []
    for position, line in enumerate(lines):
        if line.kind in ("total", "partial", "held"):
            if line.kind == "held" and stack:
                line.parent = stack[-1] if lines[stack[-1]].level < UNIT_LEVEL else lines[stack[-1]].parent
            continue
        while stack and not _may_hold(lines[stack[-1]], line, reference):
            stack.pop()
        line.parent = stack[-1] if stack else None
        stack.append(position)
    parents = {line.parent for line in lines if line.parent is not None}
    for position, line in enumerate(lines):
        if position in parents and line.kind == "detail":
            line.kind = "subtotal"


def _may_hold(upper: Line, line: Line, reference: Reference) -> bool:
    if upper.level >= line.level:
        return False
    return not (upper.component and line.component) or reference.is_within(line.component, upper.component)


def _outer_units(lines: list[Line]) -> None:
    """Where a unit heads its components (unit, then its projects), the unit is the outer level of the tree."""
    placed = [line for line in lines if line.kind not in ("total", "partial", "held") and line.level not in (GROUP_LEVEL, CAPITAL_LEVEL)]
    units = [line for line in placed if line.unit and not line.component]
    components = [line for line in placed if line.component]
    if units and components and placed[0].level == UNIT_LEVEL:
        for line in units:
            line.level = OUTER_UNIT_LEVEL


def inherit(lines: list[Line], unit: str | None, capital_type: str | None) -> None:
    """Fill each line's component, unit and capital type from the lines above it in the tree, then from the sheet."""
    for line in lines:
        above = lines[line.parent] if line.parent is not None else None
        while above is not None:
            line.component = line.component or above.component
            line.unit = line.unit or above.unit
            line.capital_type = line.capital_type or above.capital_type
            line.money_year = line.money_year or above.money_year
            above = lines[above.parent] if above.parent is not None else None
        line.capital_type = line.capital_type or capital_type
        line.unit = line.unit or unit
