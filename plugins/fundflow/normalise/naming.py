"""What a row is, by its words and where it stands: programme, project, sub-project, unit, total, part, note.

A roman numeral or an item number never says what a row is; its name does, in the light of the rows above it. A table of
plain records says it in columns of its own instead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from fundflow.findings import Finding
from fundflow.forms import ColumnSpec, Form
from fundflow.messages import finding
from fundflow.normalise.tree import CAPITAL_LEVEL, GROUP_LEVEL, TOTAL_LEVEL, UNIT_LEVEL, component_level
from fundflow.reader.cells import Cell
from fundflow.records import Column, Line
from fundflow.reference import Match, Reference
from fundflow.text import bare, tidy

_YEARS = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
LONGEST_TOTAL = 30  # letters after "tổng cộng" that name nothing; a longer text is a name of its own


@dataclass(slots=True)
class Context:
    """What the rows above have said: it gives a later "Tiểu dự án 1" its meaning."""

    programme: str | None
    project: str | None = None
    capital_type: str | None = None
    unit: str | None = None
    component: Line | None = None  # the last line that named one
    in_partial: bool = False
    last_kind: str | None = None  # "component" or "unit": what the last known row was
    under_unknown: bool = False  # below a component that nobody knows: its parts are held, and nothing is said of them
    unknown_heading: Finding | None = None  # the finding of that component, if it waits for a part with money
    after_held: bool = False  # the row above is held: what is a part of it is held too


@dataclass(slots=True)
class Naming:
    """Fills kind, level and codes of the lines of one table, top to bottom; `findings` says what it could not tell."""

    sheet: str
    form: Form
    reference: Reference
    columns: list[Column]
    on: date | None
    province: str | None  # whose units are meant where names repeat; None: the reference's first
    context: Context
    findings: list[Finding] = field(default_factory=list)
    dimensions: list[tuple[Column, ColumnSpec]] = field(init=False)
    codes: list[Column] = field(init=False)  # of plain records: the groups that a row belongs to, the outer first

    def __post_init__(self) -> None:
        self.dimensions = [
            (column, self.form.spec(column.key)) for column in self.columns if column.role == "dimension"
        ]
        self.codes = [column for column in self.columns if column.role == "code"]

    @property
    def records(self) -> bool:
        """True for a table of plain records: the component stands in a column of its own."""
        return any(spec.dimension == "component" for _, spec in self.dimensions)

    def classify(self, line: Line, names: list[tuple[str, str]], cells: dict[int, Cell]) -> bool:
        """False: nobody knows what this row is. `names`: what may be its name, with the cells, the likeliest first."""
        known = self._classify(line, names, cells)
        if line.kind != "partial":
            self.context.after_held = not known or line.kind == "held"
        elif self.context.after_held:
            line.kind = "held"
        if known and line.kind == "held" and self.context.unknown_heading and has_money(line):
            self.findings.append(self.context.unknown_heading)
            self.context.unknown_heading = None
        return known

    def _classify(self, line: Line, names: list[tuple[str, str]], cells: dict[int, Cell]) -> bool:
        named_unit = self._read_dimensions(line, cells)
        if self.records:
            return self._record(line, names, cells)
        for name, cell in names:
            line.name, line.name_cell = name, cell
            said = len(self.findings)
            if self._known(line, bare(name)):
                return True
            if (name, cell) == names[-1] or self.reference.looks_like_component(name):
                break
            del self.findings[said:]  # the next name may be the right one
        if names:
            line.name, line.name_cell = names[0]
            if self.context.in_partial and not self._looks_known(line.name):
                line.kind = "partial"
                return True
            return False
        return named_unit is not None and self._another_share(line, named_unit)

    def _another_share(self, line: Line, named_unit: tuple[str, str]) -> bool:
        """No name, but a unit: another share of the component above, beside the share that its own row gives."""
        line.name, line.name_cell = named_unit
        above = self.context.component
        if line.unit and above is not None and above.unit:
            line.component, line.level, line.capital_type = above.component, above.level, above.capital_type
        return line.unit is not None

    def explain(self, line: Line) -> None:
        """The finding of a row that nobody knows. Without money it is a note, or a heading that its parts speak for."""
        heading = self.reference.looks_like_component(line.name)
        money = has_money(line) or any(amount.value is None for amount in line.amounts.values())
        told = [found for found in self.findings[-3:] if found.cell == line.name_cell]
        found = told[-1] if told else self._unknown(line)
        if not money:
            self.findings = [other for other in self.findings if other is not found]
        elif not told:
            self.findings.append(found)
        if heading:
            self.context.under_unknown = True
            self.context.unknown_heading = None if money else found

    def _unknown(self, line: Line) -> Finding:
        unit_expected = self._unit_expected(line)
        match = self._component_match(line.name) if not unit_expected else self._unit_match(line.name)
        ambiguous = unit_expected and match.how == "ambiguous"
        rule = "unit.ambiguous" if ambiguous else "unit.unknown" if unit_expected else "component.unknown"
        return self._finding(rule, line.name_cell, line.name, match)

    def _unit_expected(self, line: Line) -> bool:
        if self.form.row_kinds == "units":
            return True
        if "units" not in self.form.row_kinds or self.reference.looks_like_component(line.name):
            return False
        return self.reference.looks_like_unit(line.name) or self.context.last_kind == "unit"

    def _looks_known(self, name: str) -> bool:
        return self.reference.looks_like_component(name) or self.reference.looks_like_unit(name)

    # -- by name

    def _known(self, line: Line, words: str) -> bool:
        if self.form.words.partial.starts(words):
            line.kind, self.context.in_partial = "partial", True
            return True
        return (
            self._total(line, words)
            or self._capital_group(line)
            or self._component(line)
            or self._unit_row(line, words)
        )

    def _total(self, line: Line, words: str) -> bool:
        """ "Tổng cộng", "Cộng CTMTQG giảm nghèo", "Cộng dự án 2"."""
        found = self.form.words.total.starts(words)
        if not found:
            return False
        rest = words[found.end :].strip()
        code = None
        if rest:
            code = self.reference.programme_in(rest) or self._component_match(rest).code
            if code is None and len(rest) > LONGEST_TOTAL:
                return False
        line.kind, line.level, line.component = "total", TOTAL_LEVEL, code
        self.context.in_partial = self.context.under_unknown = False
        return True

    def _capital_group(self, line: Line) -> bool:
        """ "CHI THƯỜNG XUYÊN": what stands below is of this capital type."""
        if self.form.capital_type != "rows" or self.reference.looks_like_component(line.name):
            return False
        code = None if self.reference.programme_in(line.name) else self.reference.capital_type_in(line.name)
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
        match = self._component_match(line.name)
        if self.context.under_unknown and (match.code is None or self.reference.depth(match.code) > 1):
            line.kind = "held"
            return bool(match.code) or self.reference.looks_like_component(line.name)
        if match.contradiction:
            self._find("component.name_contradicts", line.name_cell, line.name, match, expected=match.contradiction)
        elif match.how == "ambiguous":
            self._find("component.ambiguous", line.name_cell, line.name, match)
            line.kind = "held"
            return True
        if match.code is None:
            return False
        self._enter(line, match.code)
        return True

    def _component_match(self, name: str) -> Match:
        return self.reference.component_by_name(
            name, programme=self.context.programme, parent=self.context.project, on=self.on
        )

    def _unit_match(self, name: str) -> Match:
        return self.reference.unit_by_name(name, on=self.on, province=self.province)

    def _enter(self, line: Line, code: str) -> None:
        component = self.reference.components[code]
        line.component, line.level = code, component_level(component.depth)
        line.capital_type = line.capital_type or self.context.capital_type
        self.context.programme = component.programme or code
        self.context.project, self.context.component = component.project, line
        self.context.in_partial, self.context.last_kind = False, "component"
        self.context.under_unknown, self.context.unknown_heading = False, None

    def _unit_row(self, line: Line, words: str) -> bool:
        if "units" not in self.form.row_kinds:
            return False
        if self.form.words.unit_group.whole(words) or self._numbered_group(words):
            line.kind, line.level = "subtotal", GROUP_LEVEL
            return True
        match = self._unit_match(line.name)
        if match.code is None:
            return False
        if match.how == "retired":
            self._find("unit.retired", line.name_cell, line.name, match)
        line.unit, line.level, self.context.last_kind = match.code, UNIT_LEVEL, "unit"
        line.kind = "held" if self.context.under_unknown else line.kind
        line.capital_type = line.capital_type or self.context.capital_type
        return True

    def _numbered_group(self, words: str) -> bool:
        """ "A. Cấp tỉnh", "II Khối huyện"."""
        _, _, rest = words.partition(" ")
        return bool(rest) and len(words) - len(rest) <= 4 and self.form.words.unit_group.whole(rest) is not None

    # -- by columns

    def _read_dimensions(self, line: Line, cells: dict[int, Cell]) -> tuple[str, str] | None:
        """Reads the row's own columns into `line`. Returns text and cell of its unit."""
        named_unit = None
        for column, spec in self.dimensions:
            cell = cells.get(column.index)
            text = tidy(cell.text) if cell else ""
            if cell and text:
                getattr(self, f"_read_{spec.dimension}")(line, text, cell, spec)
                named_unit = (text, cell.address) if spec.dimension == "unit" else named_unit
        return named_unit

    def _read_component(self, line: Line, text: str, cell: Cell, spec: ColumnSpec) -> None:
        line.name, line.name_cell = text, cell.address
        code = spec.code_of(bare(text))
        match = Match(code, "code") if code else self._component_match(text)
        line.component = match.code or self.reference.component_by_treasury_code(text)

    def _read_unit(self, line: Line, text: str, cell: Cell, spec: ColumnSpec) -> None:
        words = bare(text)
        if self.form.words.unit_group.whole(words):
            return
        if self.form.words.ditto.whole(words):
            line.unit = self.context.unit
            return
        code = spec.code_of(words)
        match = Match(code, "code") if code else self._unit_match(text)
        line.unit = self.context.unit = match.code
        if match.code is None or match.how == "retired":
            rule = {"retired": "unit.retired", "ambiguous": "unit.ambiguous"}.get(match.how, "unit.unknown")
            self._find(rule, cell.address, text, match)

    def _read_capital_type(self, line: Line, text: str, cell: Cell, spec: ColumnSpec) -> None:
        line.capital_type = spec.code_of(bare(text)) or self.reference.capital_type_in(text)

    def _read_budget_level(self, line: Line, text: str, cell: Cell, spec: ColumnSpec) -> None:
        line.budget_level = spec.code_of(bare(text)) or self.reference.budget_level_in(text)

    def _read_measure(self, line: Line, text: str, cell: Cell, spec: ColumnSpec) -> None:
        line.measure = spec.code_of(bare(text))
        if line.measure is None:
            self._find("cell.value_unknown", cell.address, text, expected=_listed(spec))

    def _read_row_kind(self, line: Line, text: str, cell: Cell, spec: ColumnSpec) -> None:
        line.kind = spec.code_of(bare(text)) or "held"
        if line.kind == "held":
            self._find("cell.value_unknown", cell.address, text, expected=_listed(spec))

    def _read_source_nature(self, line: Line, text: str, cell: Cell, spec: ColumnSpec) -> None:
        line.source_nature = spec.code_of(bare(text)) or text

    def _read_money_year(self, line: Line, text: str, cell: Cell, spec: ColumnSpec) -> None:
        years = [int(year) for year in _YEARS.findall(text)]
        if not years:
            self._find("money_year.unknown", cell.address, text)
            line.kind = "held"
            return
        line.money_year, line.money_year_last = min(years), max(years)

    def _record(self, line: Line, names: list[tuple[str, str]], cells: dict[int, Cell]) -> bool:
        """A row of plain records: detail unless its own column says otherwise."""
        if line.kind == "held":
            return True
        line.level = UNIT_LEVEL
        if line.kind != "detail":
            line.kind, line.level, line.component = "total", TOTAL_LEVEL, None
            return True
        if not line.name and names:
            line.name, line.name_cell = names[0]
        if line.component is None and self.form.words.total.starts(bare(line.name)):
            line.kind, line.level = "total", TOTAL_LEVEL
            return True
        line.component = line.component or self.form.constant("component")
        return line.component is not None or self._outside(line, cells)

    def _outside(self, line: Line, cells: dict[int, Cell]) -> bool:
        """A record of other people's money; one that gives a single code and no component heads those below it."""
        if not any(spec.others == "outside" for _, spec in self.dimensions):
            return False
        given = [place for place, column in enumerate(self.codes) if column.index in cells]
        if not line.name and len(given) == 1:
            line.level = component_level(given[0])
        line.kind = "outside"
        line.name = line.name or " ".join(tidy(cells[self.codes[place].index].text) for place in given)
        return True

    def _find(self, *said, **expected) -> None:
        self.findings.append(self._finding(*said, **expected))

    def _finding(
        self, rule: str, cell: str, value: str, match: Match | None = None, expected: str | None = None
    ) -> Finding:
        near = match.suggestions if match else ()
        return finding(rule, sheet=self.sheet, cell=cell, value=value, expected=expected, suggestions=near)


def has_money(line: Line) -> bool:
    return any(amount.value for amount in line.amounts.values())


def _listed(spec: ColumnSpec) -> str:
    return ", ".join(phrase.words for _, phrase in spec.values)
