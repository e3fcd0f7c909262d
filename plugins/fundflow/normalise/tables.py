"""One table: recognised, mapped, read. A table whose header nobody knows is no table."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from fundflow.amounts import Style
from fundflow.findings import Finding
from fundflow.forms import Form
from fundflow.messages import finding
from fundflow.normalise import titles
from fundflow.normalise.cellvalues import CellReader, typed_numbers
from fundflow.normalise.columns import Mapping, details_of, map_columns
from fundflow.normalise.headers import Header, find_headers
from fundflow.normalise.lines import LineReader, RowsRead, inherit
from fundflow.reader.cells import Cell, Sheet
from fundflow.records import Column, Table
from fundflow.reference import Reference
from fundflow.text import bare, tidy


@dataclass(slots=True)
class Found:
    """A header block that a form fits, with the words above it."""

    sheet: Sheet
    header: Header
    form: Form
    mapping: Mapping
    title_cells: list[Cell]
    title: str
    title_cell: str | None
    budget_year: int | None
    programme: str | None
    last_row: int | None = None  # the last row before the next table
    repeated: list[Header] = field(default_factory=list)  # the same header again, after a page break


def find_tables(sheet: Sheet, forms: tuple[Form, ...], reference: Reference, fallback_title: str = "") -> list[Found]:
    """The tables of a sheet, each under the form that fits it best, complete or not."""
    name_phrases = [phrase.pattern for form in forms for spec in form.columns if spec.role == "name" for phrase in spec.header]
    found: list[Found] = []
    previous_end = 0
    for header in find_headers(sheet, lambda words: any(pattern.fullmatch(words) for pattern in name_phrases)):
        title_cells = [
            cell for row in sorted(sheet.rows) if previous_end < row < header.first_row for cell in sheet.rows[row]
        ]
        if found and _is_repeated(found[-1], header, title_cells):
            found[-1].repeated.append(header)
        else:
            best = _best_form(sheet, header, title_cells, forms, reference, fallback_title)
            if best is not None:
                if found:
                    found[-1].last_row = header.first_row - 1
                found.append(best)
        previous_end = header.last_row
    return found


def _is_repeated(table: Found, header: Header, between: list[Cell]) -> bool:
    same = list(header.paths.values()) == list(table.header.paths.values())
    return same and not _title_line(between, table.form)[0]


def _best_form(sheet, header, title_cells, forms, reference, fallback_title) -> Found | None:
    candidates = []
    for form in forms:
        title, title_cell = _title_line(title_cells, form)
        if not title and _says(fallback_title, form):
            title = fallback_title
        if any(phrase.pattern.search(bare(cell.text)) for cell in title_cells for phrase in form.title_exclude):
            continue
        programme = next((code for cell in title_cells if (code := reference.programme_in(cell.text))), None)
        budget_year = _budget_year(form, title, title_cells)
        mapping = map_columns(header, form, reference, budget_year, programme or form.programme)
        if any(spec.role == "name" for spec in mapping.missing):
            continue
        entry = Found(sheet, header, form, mapping, title_cells, title, title_cell, budget_year, programme)
        understood = sum(column.role in ("measure", "total", "rate") for column in mapping.columns)
        candidates.append(((bool(title), -len(mapping.missing), understood), entry))
    if not candidates:
        return None
    score, best = max(candidates, key=lambda candidate: candidate[0])
    titled, missing, understood = score
    complete = missing == 0
    return best if (complete or (titled and understood)) else None


def _says(text: str, form: Form) -> bool:
    return bool(text) and all(phrase.pattern.search(bare(text)) for phrase in form.title_words)


def _title_line(cells: list[Cell], form: Form) -> tuple[str, str | None]:
    for cell in cells:
        if cell.kind == "text" and _says(cell.text, form):
            return tidy(cell.text), cell.address
    whole = " ".join(tidy(cell.text) for cell in cells if cell.kind == "text")
    return (whole, cells[0].address) if cells and _says(whole, form) else ("", None)


def _budget_year(form: Form, title: str, title_cells: list[Cell]) -> int | None:
    for phrase in form.budget_year_words:
        for cell in title_cells:
            if found := phrase.pattern.search(bare(cell.text)):
                return phrase.years(found)[0]
    if "budget_year" in form.constants:
        return int(form.constants["budget_year"])
    years = titles.years_in(title)
    if not years:
        years = [year for cell in title_cells if cell.kind == "text" for year in titles.years_in(cell.text)]
    return years[-1] if years else None


def read_table(found: Found, reference: Reference, unit: str | None, on: date | None,
               file_style: Style | None, capital_fallback: str | None) -> tuple[Table, RowsRead, list[Finding]]:
    """The table's lines with their amounts in đồng, the account of its rows, and what is wrong."""
    sheet, form, mapping = found.sheet, found.form, found.mapping
    scale, scale_cell, findings = _scale(found)
    findings += _column_findings(found)
    number_columns = [column.index for column in mapping.columns if column.role in ("measure", "total", "rate")]
    cells = CellReader(sheet, form, scale, typed_numbers(sheet, found.header.last_row, number_columns), file_style)
    capital_type = _capital_type(found, reference, capital_fallback)
    reader = LineReader(sheet, found.header, mapping.columns, form, reference, cells, found.programme, on)
    rows = reader.read(found.last_row, found.repeated)
    speaking_unit = None if form.speaks == "issuer" else unit
    inherit(rows.lines, speaking_unit, capital_type)
    findings += rows.findings + cells.findings
    table = Table(
        sheet=sheet.name, columns=mapping.columns, lines=rows.lines, scale=scale, scale_cell=scale_cell,
        rounding=(scale or Decimal(1)).scaleb(-cells.most_decimals), capital_type=capital_type,
        title=found.title, title_cell=found.title_cell, checks=_checks(found),
    )
    return table, rows, findings


def _scale(found: Found) -> tuple[Decimal | None, str | None, list[Finding]]:
    if found.form.unit_of_money is not None:
        return found.form.unit_of_money, None, []
    header_cells = [
        cell
        for row in range(found.header.first_row, found.header.last_row + 1)
        for cell in found.sheet.rows.get(row, ())
    ]
    said = titles.scale_in(found.title_cells) or titles.scale_in(header_cells)
    scale, cell = titles.one_scale(said)
    if scale is not None:
        return scale, cell, []
    rule = "unit_of_money.contradiction" if said else "unit_of_money.missing"
    value = "; ".join(statement.text for statement in said) or None
    return None, None, [finding(rule, sheet=found.sheet.name, cell=said[0].cell if said else None, value=value)]


def _column_findings(found: Found) -> list[Finding]:
    sheet, mapping = found.sheet.name, found.mapping
    findings = [
        finding("form.column_missing", sheet=sheet, cell=found.header.cells[found.header.name_column],
                expected=" › ".join(phrase.words.split("|")[0].strip() for phrase in spec.header))
        for spec in mapping.missing
    ]
    findings += [
        finding("form.column_twice", sheet=sheet, cell=column.header_cell, value=column.header)
        for column in mapping.twice
        if column.role in ("measure", "total", "name")
    ]
    findings += [
        finding("component.unknown", sheet=sheet, cell=found.header.cells[index], value=text)
        for index, text in mapping.unresolved
    ]
    findings += [
        finding("form.column_unknown", sheet=sheet, cell=found.header.cells[index], value=found.header.text(index))
        for index in mapping.unknown
        if _holds_numbers(found, index)
    ]
    findings += [
        finding("column.hidden", sheet=sheet, cell=column.header_cell, value=column.header)
        for column in mapping.columns
        if column.role == "measure" and column.index in found.sheet.hidden_columns and _holds_numbers(found, column.index)
    ]
    findings += [
        finding("money_year.missing", sheet=sheet, cell=column.header_cell, value=column.header)
        for column in mapping.columns
        if _needs_year(column) and column.money_year_first is None and "money_year" not in _dimensions(found.form)
    ]
    return findings


def _needs_year(column: Column) -> bool:
    return column.role == "measure" and column.measure != "estimate"


def _dimensions(form: Form) -> set[str]:
    return {spec.dimension for spec in form.columns if spec.dimension}


def _holds_numbers(found: Found, index: int) -> bool:
    return any(
        cell.kind == "number" and cell.column == index
        for row, cells in found.sheet.rows.items()
        if row > found.header.last_row
        for cell in cells
    )


def _capital_type(found: Found, reference: Reference, fallback: str | None) -> str | None:
    if found.form.capital_type not in ("title", "rows"):
        return found.form.capital_type
    if found.form.capital_type == "rows":
        return None
    said = reference.capital_type_in(found.title)
    for cell in found.title_cells:
        said = said or (reference.capital_type_in(cell.text) if cell.kind == "text" else None)
    return said or reference.capital_type_in(found.sheet.name) or fallback


def _checks(found: Found) -> tuple:
    """(total, added, taken away), in the names of Line.amounts: what each total column of this sheet must equal."""
    columns = found.mapping.columns
    checks = []
    for column in columns:
        if column.role == "total":
            added, taken = details_of(column, columns, found.form, found.header)
            if added:
                checks.append((_amount_key(column), tuple(map(_amount_key, added)), tuple(map(_amount_key, taken))))
    by_key: dict[str, list[str]] = {}
    for column in columns:
        by_key.setdefault(column.key, []).append(_amount_key(column))
    for total, of, minus in found.form.checks:
        if total in by_key and all(key in by_key for key in of):
            added = tuple(name for key in of for name in by_key[key])
            taken = tuple(name for key in minus for name in by_key.get(key, ()))
            checks.append((by_key[total][0], added, taken))
    return tuple(checks)


def _amount_key(column: Column) -> str:
    return f"{column.key}@{column.index}"
