"""The few small records that travel through the house: a table read, its lines, the typed rows, the reading of a file.

reader/ makes cells; normalise/ makes Table, Line and Row of them; rules/ look at a Reading; warehouse.py stores it.
Amounts and rows are never changed once they are made; they are not frozen only because one large workbook makes two
million of them, and freezing triples the cost.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import ClassVar

from fundflow.addresses import address, column_letters, seen_from
from fundflow.findings import Finding, Severity, rejects

Place = tuple[str, str]  # sheet and address of a cell


@dataclass(slots=True, unsafe_hash=True)
class SheetColumn:
    """A column of a sheet. The amounts that stand in it share it: of two million small records each field counts."""

    sheet: str
    index: int  # 1-based
    letters: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        self.letters = column_letters(self.index)


@dataclass(slots=True, unsafe_hash=True)
class Amount:
    """A money cell. `value` is in đồng (or the programme's currency), None where the cell says nothing or nonsense.

    In Line.rates `value` is what the cell says, 45.3 or 0.453.
    """

    value: Decimal | None
    raw: str
    row: int
    stands_in: SheetColumn
    typed: ClassVar[bool] = False

    @property
    def sheet(self) -> str:
        return self.stands_in.sheet

    @property
    def column(self) -> int:
        return self.stands_in.index

    @property
    def cell(self) -> str:
        """The cell's address. Made when asked for: of the million amounts of a large workbook few ever are."""
        return f"{self.stands_in.letters}{self.row}"

    @property
    def place(self) -> Place:
        return self.sheet, self.cell

    def seen_from(self, sheet: str) -> str:
        """The cell as a formula of that sheet would write it."""
        return seen_from(sheet, self.sheet, self.cell)

    @property
    def known(self) -> Decimal:
        """The value of an amount that is known to be readable."""
        if self.value is None:
            raise ValueError(f"{self.cell} gives no amount")
        return self.value


@dataclass(slots=True, unsafe_hash=True)
class TypedAmount(Amount):
    """An amount whose cell holds text that reads as a number."""

    typed: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class Column:
    """What one column of a table means. `role`: measure, total, rate, name, number, note, code, dimension, ignored.

    `key` is the name that checks in the form's description use. A `total` column is checked, never loaded.
    """

    key: str
    index: int  # 1-based
    role: str
    header: str
    header_cell: str
    measure: str | None = None
    money_year_first: int | None = None
    money_year_last: int | None = None
    budget_level: str | None = None
    capital_type: str | None = None
    component: str | None = None
    unit: str | None = None
    outside: bool = False  # money of a programme that the reference does not know: it counts in the sums, is not loaded

    @property
    def amount_key(self) -> str:
        """The name of the column's amounts in Line.amounts."""
        return f"{self.key}@{self.index}"

    @property
    def money_years(self) -> tuple[int, int]:
        """The first and the last money year of a column that is known to name them."""
        assert self.money_year_first is not None and self.money_year_last is not None
        return self.money_year_first, self.money_year_last


@dataclass(slots=True)
class Line:
    """One row of a table, placed in its tree. `kind`: detail, subtotal, total, partial ("trong đó"), heading,
    outside (a detail of a programme that the reference does not know), ignored (other money than the form's), held.

    `sheet`: its own, which is not always its table's: a long table goes on on the next. `parent` is the index in
    Table.lines of the line that this one adds up into, None at the top.
    Only a `detail` line's measure cells become rows; the others are checked against their details.
    """

    sheet: str
    row: int
    kind: str
    level: int
    name: str
    name_column: int
    component: str | None = None
    unit: str | None = None
    capital_type: str | None = None
    money_year: int | None = None
    money_year_last: int | None = None  # where a row's cell gives several years together
    budget_level: str | None = None
    measure: str | None = None  # where a column says what each row's amount is
    parent: int | None = None
    amounts: dict[str, Amount] = field(default_factory=dict)  # by "<Column.key>@<Column.index>"
    rates: tuple[Amount, ...] = ()  # typed, checked and never loaded
    note: str | None = None
    item: str | None = None  # of a plain record: what it is about in its own words; two items of one subject are two
    hidden: bool = False
    source_nature: str | None = None  # tính chất nguồn kinh phí: "12", "15" (added after 30/9)

    @property
    def name_cell(self) -> str:
        """Where the line is named."""
        return address(self.row, self.name_column)

    @property
    def place(self) -> Place:
        return self.sheet, self.name_cell


@dataclass(slots=True)
class Table:
    """One table: its columns, its lines in their order, and what its title says. `sheet` holds its header; a long table
    goes on on the sheets of `pages`.
    """

    sheet: str
    columns: list[Column]
    lines: list[Line]
    scale: Decimal | None  # đồng per unit of the sheet; None where the sheet does not say
    scale_cell: str | None
    rounding: Decimal  # the unit of the last digit that the sheet writes, in đồng
    capital_type: str | None
    title: str
    title_cell: str | None
    checks: tuple = ()  # identities of the form: ("E", ("F", "G")) = column E equals F plus G
    unstated: frozenset[Place] = frozenset()  # cells that say "not reported" ("N/R", "x"): not blank, and never a zero
    pages: tuple[str, ...] = ()
    kept_in: Decimal = Decimal(1000)  # in which budgets of its currency are kept: a sheet that writes these is exact

    @property
    def rounded(self) -> Decimal:
        """The unit that the sheet's writer rounded its figures to; 0 where they are exact."""
        return Decimal(0) if self.rounding <= self.kept_in else self.rounding


@dataclass(slots=True, unsafe_hash=True)
class Subject:
    """What a line speaks of: the figures that it gives for one component share it."""

    component: str
    unit: str
    capital_type: str
    source_nature: str | None = None
    note: str | None = None


@dataclass(slots=True, unsafe_hash=True)
class Row:
    """One đồng figure of the contract (design.md, `check --json`), with the amount whose cell says it."""

    subject: Subject
    budget_level: str | None
    money_years: tuple[int, int]  # the first and the last
    measure: str
    amount: Decimal
    source: Amount

    @property
    def money_year_first(self) -> int:
        return self.money_years[0]

    @property
    def money_year_last(self) -> int:
        return self.money_years[1]

    @property
    def component(self) -> str:
        return self.subject.component

    @property
    def unit(self) -> str:
        return self.subject.unit

    @property
    def capital_type(self) -> str:
        return self.subject.capital_type

    @property
    def sheet(self) -> str:
        return self.source.sheet

    @property
    def source_nature(self) -> str | None:
        return self.subject.source_nature

    @property
    def note(self) -> str | None:
        return self.subject.note

    @property
    def cell(self) -> str:
        return self.source.cell

    @property
    def place(self) -> Place:
        return self.source.place

    @property
    def raw(self) -> str:
        """The text of the cell."""
        return self.source.raw

    def as_json(self) -> dict:
        return {
            "component": self.component,
            "unit": self.unit,
            "capital_type": self.capital_type,
            "budget_level": self.budget_level,
            "money_year_first": self.money_year_first,
            "money_year_last": self.money_year_last,
            "measure": self.measure,
            "amount": format(self.amount, "f"),
            "sheet": self.sheet,
            "cell": self.cell,
        }


@dataclass(slots=True)
class Reading:
    """All that one file says, and all that is wrong with it.

    `form` is the contract's form name (None: unknown), `layout` the description include/forms/<layout>.yml that read
    it. `source_kind` says with what voice it speaks: unit_report, summary, decision, carryover_form, treasury, disclosure.
    rows_read = len(rows) + rows_held + sum(ignored): every money cell under a header, and every row without one,
    ends in exactly one place; `ignored` gives each reason with its count.
    """

    file: str
    sha256: str
    form: str | None = None
    layout: str | None = None
    source_kind: str | None = None
    budget_year: int | None = None
    as_of: date | None = None
    unit: str | None = None
    unit_cell: str | None = None
    folder_unit: str | None = None
    decision_number: str | None = None
    decision_date: date | None = None
    said_at: dict[str, tuple[str, str | None]] = field(default_factory=dict)  # "as_of", "decision" -> (sheet, cell)
    currency: str = "VND"
    content_hash: str | None = None
    tables: list[Table] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    on_trial: list[Finding] = field(default_factory=list)  # of rules on trial: stored, and stop nothing
    not_applicable: dict[str, str] = field(default_factory=dict)  # rule -> why it has nothing to say of this file
    rows_read: int = 0
    rows_held: int = 0
    ignored: dict[str, int] = field(default_factory=dict)
    spoiled: set[tuple[str | None, str | None]] = field(default_factory=set)  # (sheet, cell) of errors found so far

    def spoil(self, findings: list[Finding]) -> None:
        """Remember the cells of errors: a rule that depends on such a cell stays silent (one fault, one finding).

        An error at a column's header spoils the column.
        """
        wrong = {(found.sheet, found.cell) for found in findings if found.severity is Severity.ERROR}
        self.spoiled |= wrong
        for table in self.tables if wrong else ():
            spoiled = {c.amount_key for c in table.columns if (table.sheet, c.header_cell) in wrong}
            for line in table.lines if spoiled else ():
                self.spoiled |= {line.amounts[key].place for key in spoiled & line.amounts.keys()}

    @property
    def accepted(self) -> bool:
        return self.form is not None and not rejects(self.findings)
