"""A file put together from its tables: who speaks, of which day, and the rows of the contract."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from pathlib import PurePath

from fundflow.amounts import style_of
from fundflow.forms import Form
from fundflow.messages import finding
from fundflow.normalise import titles
from fundflow.normalise.cellvalues import typed_numbers
from fundflow.normalise.tables import Found, find_tables, read_table
from fundflow.reader.cells import Workbook
from fundflow.records import Column, Line, Reading, Row, Table
from fundflow.reference import Reference
from fundflow.text import bare, tidy

COVER_CELLS = 10
ANSWER_SHEET = "can sua"  # the sheet that `check --annotate` puts first: ours, never read


def normalise(workbook: Workbook, reading: Reading, reference: Reference, forms: tuple[Form, ...]) -> Reading:
    """Fill `reading` (file, sha256, folder_unit are set) with what the workbook says, and with what is wrong with it."""
    reading.findings += workbook.warnings
    found = _tables(workbook, reading, reference, forms)
    if not found:
        return _without_tables(workbook, reading, forms)
    form = found[0].form
    reading.form, reading.layout = form.form, form.layout
    reading.source_kind, reading.currency = form.source_kind, form.currency
    _period(reading, found)
    _decision(reading, found)
    _unit(reading, found, reference)
    file_style = style_of(_all_typed_numbers(found))
    capital_fallback = reference.capital_type_in(PurePath(reading.file).stem)
    for table in found:
        _read_one(reading, table, reference, file_style, capital_fallback)
    if reading.source_kind == "unit_report" and any(row.unit != reading.unit for row in reading.rows):
        reading.source_kind = "summary"
    reading.content_hash = _content_hash(reading)
    return reading


def _tables(workbook: Workbook, reading: Reading, reference: Reference, forms: tuple[Form, ...]) -> list[Found]:
    """The tables of all visible sheets that belong to one form: a second form in the same file is not mixed in."""
    found: list[Found] = []
    for sheet in workbook.sheets:
        if bare(sheet.name) == ANSWER_SHEET:
            continue
        tables = find_tables(sheet, forms, reference, fallback_title=found[0].title if found else "") if sheet.rows else []
        if not sheet.visible:
            if tables and not tables[0].mapping.missing:
                reading.findings.append(finding("sheet.hidden_table", sheet=sheet.name, value=sheet.name))
            continue
        found += tables
    if not found:
        return []
    complete = [table for table in found if not table.mapping.missing] or found
    return [table for table in found if table.form.form == complete[0].form.form]


def _without_tables(workbook: Workbook, reading: Reading, forms: tuple[Form, ...]) -> Reading:
    """A workbook without figures is a nil return if its name says of which form and period; else nobody knows it."""
    for form in forms if _holds_no_figures(workbook) else ():
        named = next((found for pattern in form.file_names if (found := pattern.search(bare_name(reading.file)))), None)
        if named is None:
            continue
        reading.form, reading.layout, reading.source_kind = form.form, form.layout, form.source_kind
        reading.unit, reading.budget_year = reading.folder_unit, int(named["year"])
        reading.as_of = (
            date(reading.budget_year + 1, 1, 31)
            if form.as_of == "settlement"
            else titles.month_end(reading.budget_year, int(named["month"]))
        )
        reading.findings.append(finding("form.nil_return", sheet=workbook.sheets[0].name if workbook.sheets else None))
        reading.content_hash = _content_hash(reading)
        return reading
    names = sorted({form.form for form in forms})
    first = next((sheet for sheet in workbook.sheets if sheet.visible), None)
    reading.findings.append(finding("form.unknown", sheet=first.name if first else None, expected=", ".join(names)))
    return reading


def _holds_no_figures(workbook: Workbook) -> bool:
    """Blank but for a cover's few words."""
    cells = [cell for sheet in workbook.sheets if sheet.visible for row in sheet.rows.values() for cell in row]
    return len(cells) <= COVER_CELLS and all(cell.kind == "text" for cell in cells)


def bare_name(file: str) -> str:
    return re.sub(r"[_]+", " ", bare(PurePath(file).stem))


def _period(reading: Reading, found: list[Found]) -> None:
    years = {table.budget_year for table in found if table.budget_year}
    reading.budget_year = max(years) if years else None
    rule = found[0].form.as_of
    if rule == "settlement":
        if reading.budget_year:
            reading.as_of = date(reading.budget_year + 1, 1, 31)
        else:
            reading.findings.append(finding("budget_year.missing", sheet=found[0].sheet.name))
        return
    if rule == "decision_date":
        return
    if rule != "title":
        reading.as_of = date.fromisoformat(rule)
        return
    said = [(table, day) for table in found for day in titles.days_in(table.title_cells) + titles.days_in(_header_cells(table))]
    days = {day.value for _, day in said}
    if not days:
        reading.findings.append(finding("period.missing", sheet=found[0].sheet.name, cell=found[0].title_cell))
        return
    reading.as_of = said[0][1].value
    reading.said_at["as_of"] = (said[0][0].sheet.name, said[0][1].cell)
    if len(days) > 1:
        table, other = next((table, day) for table, day in said if day.value != reading.as_of)
        listed = "; ".join(sorted(f"{day:%d/%m/%Y}" for day in days))
        reading.findings.append(finding("period.contradiction", sheet=table.sheet.name, cell=other.cell, value=listed))
    if reading.budget_year is None:
        reading.budget_year = reading.as_of.year
    settled_late = reading.as_of.year == reading.budget_year + 1 and reading.as_of.month == 1
    if reading.as_of.year != reading.budget_year and not settled_late:
        reading.findings.append(
            finding("period.year_differs", sheet=found[0].sheet.name, cell=said[0][1].cell,
                    value=f"{reading.as_of:%d/%m/%Y}", expected=str(reading.budget_year))
        )


def _header_cells(table: Found) -> list:
    return [
        cell for row in range(table.header.first_row, table.header.last_row + 1) for cell in table.sheet.rows.get(row, ())
    ]


def _decision(reading: Reading, found: list[Found]) -> None:
    if found[0].form.as_of != "decision_date":
        return
    title_cells = [cell for table in found for cell in table.title_cells]
    reading.decision_number, reading.decision_date, cell = titles.decision_in(title_cells)
    if reading.decision_number is None or reading.decision_date is None:
        reading.findings.append(finding("decision.number_missing", sheet=found[0].sheet.name, cell=cell or found[0].title_cell))
    reading.said_at["decision"] = (found[0].sheet.name, cell or found[0].title_cell)
    reading.as_of = reading.decision_date
    if reading.budget_year is None:
        reading.findings.append(finding("budget_year.missing", sheet=found[0].sheet.name, cell=found[0].title_cell))


def _unit(reading: Reading, found: list[Found], reference: Reference) -> None:
    """Who speaks: the letterhead's lowest unit; a decision is the province's; else the folder that the file came in."""
    if "unit" in found[0].form.constants:
        reading.unit = found[0].form.constants["unit"]
        return
    if found[0].form.speaks == "issuer":
        reading.unit = reading.folder_unit or reference.province_unit()
        return
    named: dict[str, str] = {}
    for table in found:
        for cell in table.title_cells:
            if cell.kind != "text" or bare(cell.text).startswith(("kinh gui", "noi nhan")):
                continue
            text = re.sub(r"^\s*(?:tên\s+)?đơn vị[^:]*:\s*", "", tidy(cell.text), flags=re.IGNORECASE)
            match = reference.unit_by_name(text, on=reading.as_of)
            if match.code:
                named.setdefault(match.code, f"{table.sheet.name}!{cell.address}")
    below_province = [code for code in named if code != reference.province_unit()] or list(named)
    if reading.folder_unit in below_province:
        reading.unit = reading.folder_unit
    elif below_province:
        reading.unit = below_province[0]
    else:
        reading.unit = reading.folder_unit
    if reading.unit in named:
        sheet, _, cell = named[reading.unit].rpartition("!")
        reading.unit_cell = cell
        if reading.folder_unit and reading.unit != reading.folder_unit:
            reading.findings.append(finding("unit.differs_from_folder", sheet=sheet, cell=cell,
                                            value=reading.unit, expected=reading.folder_unit))
    if reading.unit is None:
        reading.findings.append(finding("unit.missing", sheet=found[0].sheet.name))


def _all_typed_numbers(found: list[Found]) -> list[str]:
    return [
        text
        for table in found
        for text in typed_numbers(
            table.sheet, table.header.last_row,
            [column.index for column in table.mapping.columns if column.role in ("measure", "total", "rate")],
        )
    ]


def _read_one(reading: Reading, found: Found, reference: Reference, file_style, capital_fallback: str | None) -> None:
    table, rows, findings = read_table(found, reference, reading.unit, reading.as_of, file_style, capital_fallback)
    reading.tables.append(table)
    reading.findings += findings
    reading.rows_read += rows.read
    for reason, count in rows.ignored.items():
        reading.ignored[reason] = reading.ignored.get(reason, 0) + count
    for line in table.lines:
        if line.kind == "held":
            reading.rows_held += max(1, len(line.amounts))
        elif line.kind != "detail":
            _ignore(reading, line.kind, max(1, len(line.amounts)))
        else:
            _load(reading, found, table, line)
        if line.hidden and any(amount.value for amount in line.amounts.values()):
            reading.findings.append(finding("row.hidden", sheet=table.sheet, cell=line.name_cell, value=line.name))


def _load(reading: Reading, found: Found, table: Table, line: Line) -> None:
    """A detail line becomes one Row per measure cell that says an amount; a line that cannot be placed is held."""
    money = any(amount.value for amount in line.amounts.values())
    problem = _unplaced(line, table)
    if problem is not None and money:
        reading.rows_held += len(line.amounts)
        if not _already(reading, table.sheet, line.name_cell):
            reading.findings.append(finding(problem, sheet=table.sheet, cell=line.name_cell, value=line.name))
    elif problem is not None or not line.amounts:
        _ignore(reading, "empty_line", max(1, len(line.amounts)))
    else:
        for column in table.columns:
            if column.role in ("measure", "total"):
                _load_cell(reading, table, line, column)


def _load_cell(reading: Reading, table: Table, line: Line, column: Column) -> None:
    amount = line.amounts.get(f"{column.key}@{column.index}")
    if amount is None:
        return
    if column.role == "total":
        _ignore(reading, "total_column", 1)
        return
    first = column.money_year_first or line.money_year or reading.budget_year
    last = column.money_year_last or line.money_year or reading.budget_year
    if amount.value is None or first is None:
        reading.rows_held += 1
        return
    reading.rows.append(
        Row(
            component=column.component or line.component, unit=line.unit,
            capital_type=column.capital_type or line.capital_type, budget_level=column.budget_level,
            money_year_first=first, money_year_last=last, measure=column.measure, amount=amount.value,
            sheet=table.sheet, cell=amount.cell, raw=amount.raw, source_nature=line.source_nature, note=line.note,
        )
    )


def _ignore(reading: Reading, reason: str, count: int) -> None:
    reading.ignored[reason] = reading.ignored.get(reason, 0) + count


def _unplaced(line: Line, table: Table) -> str | None:
    measures = [column for column in table.columns if column.role == "measure"]
    if line.component is None and not all(column.component for column in measures):
        return "row.without_component"
    if line.unit is None:
        return "unit.not_named"
    if line.capital_type is None and not all(column.capital_type for column in measures):
        return "capital_type.missing"
    return None


def _already(reading: Reading, sheet: str, cell: str) -> bool:
    return any(found.sheet == sheet and found.cell == cell for found in reading.findings)


def _content_hash(reading: Reading) -> str:
    """The same figures saved again are the same content: hash over what is said, not over the file's bytes."""
    said = [reading.form, reading.unit, str(reading.as_of), str(reading.budget_year), reading.decision_number]
    said += sorted(
        f"{row.component}|{row.unit}|{row.capital_type}|{row.budget_level}|{row.money_year_first}|{row.money_year_last}|"
        f"{row.measure}|{row.amount:f}"
        for row in reading.rows
    )
    return hashlib.sha256("\n".join(map(str, said)).encode()).hexdigest()


