"""What a row says of itself in columns of its own: component, unit, kind of money, level, year, measure, kind of row."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from fundflow.findings import Finding
from fundflow.formspec import ColumnSpec, Form
from fundflow.messages import finding
from fundflow.reader.cells import Cell
from fundflow.records import Column, Line
from fundflow.reference import Match, Reference
from fundflow.text import bare, tidy

_YEARS = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(slots=True)
class Context:
    """What the rows above have said: it gives a later "Tiểu dự án 1" its meaning."""

    programme: str | None
    project: str | None = None
    capital_type: str | None = None
    capital_level: int | None = None  # of the row that named it, see moneyrows.py
    unit: str | None = None
    component: Line | None = None  # the last line that named one
    in_partial: bool = False
    last_kind: str | None = None  # "component" or "unit": what the last known row was
    under_unknown: bool = False  # below a component that nobody knows: its parts are held, and nothing is said of them
    unknown_heading: Finding | None = None  # the finding of that component, if it waits for a part with money
    after_held: bool = False  # the row above is held: what is a part of it is held too


@dataclass(slots=True)
class RowColumns:
    """The columns of one table that rows speak in; `findings` says what they say wrongly. naming.py builds on it."""

    sheet: str
    form: Form
    reference: Reference
    columns: list[Column]
    on: date | None
    province: str | None  # whose units are meant where names repeat; None: the reference's first
    context: Context
    findings: list[Finding] = field(default_factory=list)
    dimensions: list[tuple[Column, ColumnSpec]] = field(init=False)
    programme: str | None = field(init=False)  # of the whole table
    codes: list[Column] = field(init=False)  # of plain records: the groups that a row belongs to, the outer first

    def __post_init__(self) -> None:
        self.dimensions = [
            (column, self.form.spec(column.key)) for column in self.columns if column.role == "dimension"
        ]
        self.programme = self.context.programme
        self.codes = [column for column in self.columns if column.role == "code"]

    def read_dimensions(self, line: Line, cells: dict[int, Cell]) -> tuple[str, int] | None:
        """Reads the row's own columns into `line`. Returns text and column of its unit."""
        named_unit = None
        for column, spec in self.dimensions:
            cell = cells.get(column.index)
            text = tidy(cell.text) if cell else ""
            if cell and text:
                getattr(self, f"_read_{spec.dimension}")(line, text, cell, spec)
                named_unit = (text, cell.column) if spec.dimension == "unit" else named_unit
        return named_unit

    def _read_component(self, line: Line, text: str, cell: Cell, spec: ColumnSpec) -> None:
        line.name, line.name_column = text, cell.column
        code = spec.code_of(bare(text))
        match = Match(code, "code") if code else self.component_match(text)
        line.component = match.code or self.reference.component_by_treasury_code(text)

    def _read_unit(self, line: Line, text: str, cell: Cell, spec: ColumnSpec) -> None:
        words = bare(text)
        if self.form.words.unit_group.whole(words):
            return
        if self.form.words.ditto.whole(words):
            line.unit = self.context.unit
            return
        code = spec.code_of(words)
        match = Match(code, "code") if code else self.unit_match(text)
        line.unit = self.context.unit = match.code
        if match.code is None or match.how == "retired":
            rule = {"retired": "unit.retired", "ambiguous": "unit.ambiguous"}.get(match.how, "unit.unknown")
            self.find(rule, cell.address, text, match)

    def _read_capital_type(self, line: Line, text: str, cell: Cell, spec: ColumnSpec) -> None:
        line.capital_type = spec.code_of(bare(text)) or self.reference.capital_type_in(text)

    def _read_budget_level(self, line: Line, text: str, cell: Cell, spec: ColumnSpec) -> None:
        line.budget_level = spec.code_of(bare(text)) or self.reference.budget_level_in(text)

    def _read_measure(self, line: Line, text: str, cell: Cell, spec: ColumnSpec) -> None:
        line.measure = spec.code_of(bare(text))
        if line.measure is None:
            self.find("cell.value_unknown", cell.address, text, expected=_listed(spec))

    def _read_row_kind(self, line: Line, text: str, cell: Cell, spec: ColumnSpec) -> None:
        line.kind = spec.code_of(bare(text)) or "held"
        if line.kind == "held":
            self.find("cell.value_unknown", cell.address, text, expected=_listed(spec))

    def _read_source_nature(self, line: Line, text: str, cell: Cell, spec: ColumnSpec) -> None:
        line.source_nature = spec.code_of(bare(text)) or text

    def _read_money_year(self, line: Line, text: str, cell: Cell, spec: ColumnSpec) -> None:
        years = [int(year) for year in _YEARS.findall(spec.code_of(bare(text)) or text)]
        if not years:
            self.find("money_year.unknown", cell.address, text)
            line.kind = "held"
            return
        line.money_year, line.money_year_last = min(years), max(years)

    def component_match(self, name: str) -> Match:
        return self.reference.component_by_name(
            name, programme=self.context.programme, parent=self.context.project, on=self.on
        )

    def unit_match(self, name: str) -> Match:
        return self.reference.unit_by_name(name, on=self.on, province=self.province)

    def find(self, *said, **expected) -> None:
        self.findings.append(self.finding_of(*said, **expected))

    def finding_of(
        self, rule: str, cell: str, value: str, match: Match | None = None, expected: str | None = None
    ) -> Finding:
        near = match.suggestions if match else ()
        return finding(rule, sheet=self.sheet, cell=cell, value=value, expected=expected, suggestions=near)


def _listed(spec: ColumnSpec) -> str:
    return ", ".join(phrase.words for _, phrase in spec.values)


def has_money(line: Line) -> bool:
    return any(amount.value for amount in line.amounts.values())


def gives_amount(line: Line) -> bool:
    """True for an amount other than zero, or one that cannot be read."""
    return any(amount.value or amount.value is None for amount in line.amounts.values())
