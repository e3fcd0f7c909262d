"""A Reading as the rules look at it: its figures by line, which cells are sound, what a line is called."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property, wraps
from typing import Any, TypeVar

from fundflow.records import Amount, Line, Place, Reading, Row, Subject, Table
from fundflow.reference import Reference
from fundflow.text import bare

T = TypeVar("T")
Correction = tuple[Place, Decimal]  # a place, and what has to be added to its amount
ZERO = Decimal(0)
PLAN = ("carried_in", "allocated", "adjusted")  # what a line may spend is the sum of these


def once(find: Callable[[FileView], T]) -> Callable[[FileView], T]:
    """What several rules ask of a file is found when the first of them asks, and kept with the file."""

    @wraps(find)
    def found(file: FileView) -> T:
        if find not in file.found:
            file.found[find] = find(file)
        return file.found[find]

    return found


@dataclass(slots=True)
class Entry:
    """The figures that one line of a table gives for one component: what plan, spending and balance are compared in.

    Never changed; not frozen because every line makes one.
    """

    table: Table
    line: Line
    rows: list[Row]

    @property
    def subject(self) -> Subject:
        return self.rows[0].subject

    @property
    def first(self) -> Row | None:
        """Its first figure that is not zero."""
        return next((row for row in self.rows if row.amount), None)

    def of(self, *measures: str) -> list[Row]:
        return [row for row in self.rows if row.measure in measures]

    def total(self, *measures: str) -> Decimal:
        return total(self.of(*measures))

    @property
    def unreadable(self) -> set[str]:
        """The measures of which the line gives an amount that cannot be read."""
        blank = {key for key, amount in self.line.amounts.items() if amount.value is None}
        return {c.measure for c in self.table.columns if blank and c.measure and c.amount_key in blank}


def total(rows: Sequence[Row]) -> Decimal:
    return sum([row.amount for row in rows], ZERO)


def covers(wider: Row, narrower: Row) -> bool:
    (first, last), (narrower_first, narrower_last) = wider.money_years, narrower.money_years
    return first <= narrower_first and narrower_last <= last


class FileView:
    """One file under judgement. `today` is the day it is judged on."""

    def __init__(self, reading: Reading, today: date):
        self.reading = reading
        self.today = today
        self.found: dict[Callable, Any] = {}  # see `once`
        # What would mend how many limits of its line, which are not told because the totals will tell it.
        self.blamed: Counter[Correction] = Counter()

    @cached_property
    def measures(self) -> frozenset[str]:
        return frozenset([row.measure for row in self.reading.rows])

    @cached_property
    def entries(self) -> list[Entry]:
        found: dict[int, Entry] = {}
        subject = None
        for row in self.reading.rows:
            if row.subject is not subject:
                subject = row.subject
                entry = found.get(id(subject)) or Entry(*self.line_of(row), [])
                found[id(subject)] = entry
            entry.rows.append(row)
        return list(found.values())

    @cached_property
    def _lines(self) -> dict[str, list[tuple[Table, dict[int, Line]]]]:
        """By sheet, the tables with their lines by row."""
        tables = defaultdict(list)
        for table in self.reading.tables:
            by_sheet: dict[str, dict[int, Line]] = defaultdict(dict)
            for line in table.lines:
                by_sheet[line.sheet][line.row] = line
            for sheet, lines in by_sheet.items():
                tables[sheet].append((table, lines))
        return tables

    def line_of(self, row: Row) -> tuple[Table, Line]:
        """The table and the line that a figure stands in."""
        source = row.source
        for table, lines in self._lines[source.sheet]:
            if source.row in lines:
                return table, lines[source.row]
        raise LookupError(f"no line holds {row.sheet} {row.cell}")

    def details(self, table: Table) -> Iterator[Line]:
        """The lines of a table whose figures are loaded."""
        return (line for line in table.lines if line.kind == "detail")

    def name_of(self, row: Row) -> tuple[str, str]:
        """What the sheet calls the figure's component, and where: at its line, at a line above, or in the header."""
        table, line = self.line_of(row)
        key = next(key for key, amount in line.amounts.items() if amount is row.source)
        column = next(column for column in table.columns if column.amount_key == key)
        if column.component:
            return column.header.rpartition(" › ")[2], column.header_cell
        named = line
        while named.parent is not None and table.lines[named.parent].component == row.component:
            named = table.lines[named.parent]
        return named.name, named.name_cell

    @cached_property
    def first_of_each_component(self) -> list[Row]:
        """One figure that is not zero for each component and table: what concerns the component is told once."""
        found: dict[tuple[str, str], Row] = {}
        for entry in self.entries:
            about = (entry.table.sheet, entry.subject.component)
            if about not in found and (row := entry.first) is not None:
                found[about] = row
        return list(found.values())

    @cached_property
    def first_of_each_subject(self) -> list[Row]:
        """One figure that is not zero for each line and component."""
        return [row for entry in self.entries if (row := entry.first) is not None]

    def place(self, what: str) -> tuple[str | None, str | None]:
        """(sheet, cell) that states the day ("as_of") or the decision, else of the first table's title."""
        first = self.reading.tables[0] if self.reading.tables else None
        return self.reading.said_at.get(what) or (first.sheet if first else None, first.title_cell if first else None)

    def adjusts(self, row: Row) -> bool:
        """True for a decision whose title says that it adjusts an earlier one: its figures may be reductions."""
        return self.reading.source_kind == "decision" and "dieu chinh" in bare(self.line_of(row)[0].title)

    def shown(self, row: Row, value: Decimal) -> str:
        """đồng as the figure's sheet would write it."""
        return in_sheet_unit(value, self.line_of(row)[0])

    def has_notes(self, row: Row) -> bool:
        return any(column.role == "note" for column in self.line_of(row)[0].columns)

    @cached_property
    def year_in_doubt(self) -> bool:
        """True if the file contradicts itself about its year or day: what depends on them stays silent."""
        return any(found.rule.startswith(("period.", "budget_year.")) for found in self.reading.findings)

    @cached_property
    def columns_in_doubt(self) -> bool:
        """True if the file holds amounts in a column that nobody understands: they may be part of any line's figures."""
        return any(found.rule == "form.column_unclear" for found in self.reading.findings)

    def complete(self, entry: Entry, *measures: str) -> bool:
        """True if the line's figures of these measures are all there and readable, and none has been found wrong."""
        readable = not self.columns_in_doubt and entry.unreadable.isdisjoint(measures)
        return readable and self.sound(*entry.of(*measures))

    def sound(self, *rows: Row) -> bool:
        """False if one of the figures has already been found wrong."""
        spoiled = self.reading.spoiled  # empty for most files, and asked about every sum of every table
        return not spoiled or not any(row.place in spoiled for row in rows)

    def sound_cells(self, *amounts: Amount) -> bool:
        spoiled = self.reading.spoiled
        return not spoiled or not any(amount.place in spoiled for amount in amounts)

    def unsound_cells(self, table: Table) -> Set[tuple[str | None, str | None]]:
        """The cells whose amounts cannot be read or have been found wrong: all of the table's, and others."""
        return self._unreadable[id(table)] | self.reading.spoiled

    @cached_property
    def _unreadable(self) -> dict[int, set[Place]]:
        """By the table's id."""
        return {
            id(table): {
                amount.place for line in table.lines for amount in line.amounts.values() if amount.value is None
            }
            for table in self.reading.tables
        }

    def spoil_line(self, row: Row) -> None:
        """The line's figures are part of a fault that is told at another cell: what depends on them stays silent."""
        _, line = self.line_of(row)
        self.reading.spoiled |= {amount.place for amount in line.amounts.values()}

    def year_end_passed(self) -> bool:
        """True if the figures speak of the budget year's end or later."""
        reading = self.reading
        return bool(reading.as_of and reading.budget_year and reading.as_of >= date(reading.budget_year, 12, 31))


def capital_type_name(reference: Reference, code: str) -> str:
    """ "SN" -> "Vốn sự nghiệp"."""
    return next(row["name_vi"] for row in reference.rows("capital_types.csv", "code", "name_vi") if row["code"] == code)


def in_sheet_unit(value: Decimal, table: Table) -> str:
    """đồng as the sheet would write it."""
    return format((value / (table.scale or Decimal(1))).normalize(), "f")


def joined(rows: list[Row]) -> str:
    """The cells of figures, for a sentence."""
    return ", ".join(dict.fromkeys(row.cell for row in rows)) or "-"
