"""A file put together from its tables: the rows of the contract, and the account of all that was read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from itertools import groupby, pairwise
from operator import itemgetter
from pathlib import PurePath

from fundflow.amounts import Style
from fundflow.formspec import Form
from fundflow.messages import finding
from fundflow.normalise.blanks import fill_proven_zeros
from fundflow.normalise.contents import file_style, may_be_read_once, read_table
from fundflow.normalise.likely import describe
from fundflow.normalise.pages import join_pages
from fundflow.normalise.speakers import find_period, find_unit, named_period
from fundflow.normalise.tables import FoundTable, find_tables, unread_header
from fundflow.reader.cells import Sheet, Workbook
from fundflow.records import Amount, Column, Line, Reading, Row, Subject, Table
from fundflow.reference import Reference
from fundflow.text import bare, tidy

COVER_CELLS = 10
ANSWER_SHEET = "can sua"  # the sheet that `check --annotate` puts first: ours, never read


def normalise(
    workbook: Workbook, reading: Reading, reference: Reference, forms: tuple[Form, ...], assumed: Style | None = None
) -> Reading:
    """Fill `reading` (file, sha256, folder_unit are set) with what the workbook says, and with what is wrong with it.

    `assumed`: how to read typed numbers that the file's other numbers leave open ("1.234"); None: not at all. The
    workbook is used up where that need not be asked: its rows are let go as they are read.
    """
    reading.findings += workbook.warnings
    sheets = [sheet for sheet in workbook.sheets if bare(sheet.name) != ANSWER_SHEET]
    found = _tables(sheets, reading, reference, forms)
    if not found:
        return _without_tables(sheets, reading, forms)
    form = found[0].form
    reading.form, reading.layout = form.form, form.layout
    reading.source_kind, reading.currency = form.source_kind, form.currency
    find_period(reading, found)
    with_tables = {page.sheet.name for table in found for page in (table, *table.pages)}
    find_unit(
        reading, found, [s for s in sheets if s.visible and s.name not in with_tables and _is_cover(s)], reference
    )
    style = file_style(found) or assumed
    capital_fallback = reference.capital_type_in(PurePath(reading.file).stem)
    on = reading.as_of or (date(reading.budget_year, 12, 31) if reading.budget_year else None)
    once = assumed is None and may_be_read_once(found, style)
    for table in found:
        read, rows, findings = read_table(table, reference, reading.unit, on, style, capital_fallback, once)
        _add(reading, read, rows, findings)
    if reading.source_kind == "unit_report" and any(row.unit != reading.unit for row in reading.rows):
        reading.source_kind = "summary"
    reading.content_hash = _content_hash(reading)
    return reading


# -- which tables


def _tables(sheets: list[Sheet], reading: Reading, reference: Reference, forms: tuple[Form, ...]) -> list[FoundTable]:
    """The tables of all visible sheets that belong to one form. What else holds figures is told, never left out."""
    by_sheet: list[tuple[Sheet, list[FoundTable]]] = []
    for sheet in sheets:
        title = next((earlier[0].title for _, earlier in by_sheet if earlier), "")
        tables = find_tables(sheet, forms, reference, fallback_title=title) if sheet.rows else []
        if sheet.visible:
            by_sheet.append((sheet, tables))
        elif tables and not tables[0].mapping.missing:
            reading.findings.append(finding("sheet.hidden_table", sheet=sheet.name, value=sheet.name))
    reading.findings += join_pages(by_sheet, reference)
    every = [table for _, tables in by_sheet for table in tables if not table.is_page]
    complete = [table for table in every if not table.mapping.missing] or every
    if not complete:
        return []
    name = complete[0].form.form
    for sheet, tables in by_sheet:
        ours = [table for table in tables if table.form.form == name or table in complete]
        if unread := unread_header(sheet, ours, forms):
            reading.findings.append(
                finding("sheet.not_read", sheet=sheet.name, cell=unread.address, value=tidy(unread.text))
            )
    other = next((table for table in complete if table.form.form != name), None)
    if other is not None:
        reading.findings.append(
            finding(
                "form.two_forms", sheet=other.sheet.name, cell=other.title_cell, value=other.form.form, expected=name
            )
        )
    return [table for table in every if table.form.form == name]


def _without_tables(sheets: list[Sheet], reading: Reading, forms: tuple[Form, ...]) -> Reading:
    """A workbook without figures is a nil return if its name says of which form and period; else nobody knows it."""
    visible = [sheet for sheet in sheets if sheet.visible]
    if sum(sum(map(len, sheet.rows.values())) for sheet in visible) <= COVER_CELLS and all(map(_is_cover, visible)):
        for form in forms:
            if named := named_period(reading.file, form):
                reading.form, reading.layout, reading.source_kind = form.form, form.layout, form.source_kind
                reading.unit, (reading.budget_year, reading.as_of) = reading.folder_unit, named
                reading.findings.append(finding("form.nil_return", sheet=sheets[0].name if sheets else None))
                reading.content_hash = _content_hash(reading)
                return reading
    names = ", ".join(sorted({form.form for form in forms}))
    likely = describe(visible, forms)
    first = likely.sheet_name or (visible[0].name if visible else None)
    header = likely.text or "không có / none"
    reading.findings.append(finding("form.unknown", sheet=first, cell=likely.cell, value=header, expected=names))
    return reading


def _is_cover(sheet: Sheet) -> bool:
    """Blank but for a few words."""
    cells = [cell for row in sheet.rows.values() for cell in row]
    return len(cells) <= COVER_CELLS and all(cell.kind == "text" for cell in cells)


# -- lines become rows


def _add(reading: Reading, table: Table, rows, findings) -> None:
    reading.tables.append(table)
    reading.findings += findings
    reading.rows_read += rows.read + fill_proven_zeros(table)
    for reason, count in rows.ignored.items():
        _ignore(reading, reason, count)
    loader = _Loader(reading, table)
    for line in table.lines:
        if line.kind == "held":
            reading.rows_held += max(1, len(line.amounts))
        elif line.kind != "detail":
            _ignore(reading, line.kind, max(1, len(line.amounts)))
        else:
            loader.load(line)
        if line.hidden and any(amount.value for amount in line.amounts.values()):
            reading.findings.append(finding("row.hidden", sheet=line.sheet, cell=line.name_cell, value=line.name))


class _Loader:
    """A detail line becomes one Row per measure cell that says an amount; a line that cannot be placed is held."""

    def __init__(self, reading: Reading, table: Table):
        self.reading, self.table = reading, table
        self.columns = {column.amount_key: column for column in table.columns}
        self.only_checked = {
            column.amount_key: "outside" if column.outside else "total_column"
            for column in table.columns
            if column.role == "total" or column.outside
        }
        measures = [column for column in table.columns if column.role == "measure"]
        self.components_in_header = all(column.component or column.outside for column in measures)
        self.capital_in_header = all(column.capital_type for column in measures)
        self.years: dict[tuple[int, int], tuple[int, int]] = {}  # few and shared: rows are many
        self.told = {(found.sheet, found.cell) for found in reading.findings}

    def load(self, line: Line) -> None:
        problem = self._unplaced(line)
        if problem is not None and any(amount.value for amount in line.amounts.values()):
            self.reading.rows_held += len(line.amounts)
            if line.place not in self.told:
                self.reading.findings.append(finding(problem, sheet=line.sheet, cell=line.name_cell, value=line.name))
        elif problem is not None or not line.amounts:
            _ignore(self.reading, "empty_line", max(1, len(line.amounts)))
        else:
            subjects: dict[tuple[str, str], Subject] = {}
            for key, amount in line.amounts.items():
                if key in self.only_checked:
                    _ignore(self.reading, self.only_checked[key], 1)
                else:
                    self._load_cell(line, self.columns[key], amount, subjects)

    def _unplaced(self, line: Line) -> str | None:
        if line.component is None and not self.components_in_header:
            return "row.without_component"
        if line.unit is None:
            return "unit.not_named"
        if line.capital_type is None and not self.capital_in_header:
            return "capital_type.missing"
        return None

    def _load_cell(self, line: Line, column: Column, amount: Amount, subjects: dict[tuple[str, str], Subject]) -> None:
        reading = self.reading
        first = column.money_year_first or line.money_year or reading.budget_year
        last = column.money_year_last or line.money_year_last or line.money_year or reading.budget_year
        measure = line.measure if column.measure == "row" else column.measure
        if amount.value is None or first is None or last is None or measure is None:
            reading.rows_held += 1
            return
        component, capital_type = column.component or line.component, column.capital_type or line.capital_type
        assert component is not None and line.unit is not None and capital_type is not None  # else it is _unplaced
        subject = subjects.get((component, capital_type))
        if subject is None:
            subject = Subject(component, line.unit, capital_type, line.source_nature, line.note)
            subjects[component, capital_type] = subject
        level, years = line.budget_level or column.budget_level, self.years.setdefault((first, last), (first, last))
        reading.rows.append(Row(subject, level, years, measure, amount.value, amount))


def _ignore(reading: Reading, reason: str, count: int) -> None:
    reading.ignored[reason] = reading.ignored.get(reason, 0) + count


def _content_hash(reading: Reading) -> str:
    """The same figures saved again are the same content: hash over what is said, not over the file's bytes."""
    head = [reading.form, reading.unit, str(reading.as_of), str(reading.budget_year), reading.decision_number]
    digest = hashlib.sha256("\n".join(map(str, head)).encode())
    for name, runs in groupby(sorted(_runs(reading.rows)), key=itemgetter(0)):  # few of the texts are made at a time
        said = [
            f"\n{name}{row.capital_type}|{row.budget_level}|{row.money_years[0]}|{row.money_years[1]}|{row.measure}"
            f"|{row.amount!s}"
            for _, first, end in runs
            for row in reading.rows[first:end]
        ]
        digest.update("".join(sorted(said)).encode())
    return digest.hexdigest()


def _runs(rows: list[Row]) -> Iterator[tuple[str, int, int]]:
    """(component and unit, first row, row after the last) for rows that follow each other and share their subject."""
    begin = [number for number, row in enumerate(rows) if not number or row.subject is not rows[number - 1].subject]
    for first, end in pairwise([*begin, len(rows)]):
        subject = rows[first].subject
        yield f"{subject.component}|{subject.unit}|", first, end
