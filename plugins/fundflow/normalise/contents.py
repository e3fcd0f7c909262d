"""What stands in a table that was found: its lines, its unit of money, its sums, and what is wrong with its columns."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from fundflow.amounts import Style
from fundflow.findings import Finding
from fundflow.formspec import Form
from fundflow.messages import finding
from fundflow.normalise import titles
from fundflow.normalise.breakdowns import settle_breakdowns
from fundflow.normalise.capitals import capital_findings
from fundflow.normalise.cellvalues import CellReader
from fundflow.normalise.columnfindings import any_unclear, column_findings
from fundflow.normalise.columns import details_of
from fundflow.normalise.lines import LineReader, RowsRead
from fundflow.normalise.naming import Naming
from fundflow.normalise.rowcolumns import Context, has_money
from fundflow.normalise.tables import FoundTable
from fundflow.normalise.tree import inherit, place_in_tree
from fundflow.reader.cells import Sheet
from fundflow.records import Column, Line, Table
from fundflow.reference import Reference


def file_style(found: list[FoundTable]) -> Style | None:
    """The decimal mark that a file's typed amounts agree on; its typed rates are asked only if those say nothing."""
    said = (Style.shared(table.typed_style(*roles) for table in found) for roles in (("measure", "total"), ("rate",)))
    return next((style for style in said if style), None)


def may_be_read_once(found: list[FoundTable], style: Style | None) -> bool:
    """True where no cell is asked for again: no formula waits for other cells, no number may be read a second way."""
    if any(_has_formulas(page.sheet) for table in found for page in (table, *table.pages)):
        return False
    return style is not None or not any(table.types_open_amounts for table in found)


def _has_formulas(sheet: Sheet) -> bool:
    return any(cell.kind == "formula" for cells in sheet.rows.values() for cell in cells)


def read_table(
    found: FoundTable, reference: Reference, unit: str | None, on: date | None,
    other_style: Style | None, capital_fallback: str | None, once: bool,
) -> tuple[Table, RowsRead, list[Finding]]:  # fmt: skip
    """The table's lines with their amounts in đồng, the account of its rows, and what is wrong.

    `other_style`: the decimal mark where the table's own amounts leave it open. `once`: its rows are let go as they
    are read, so that a sheet of 100,000 rows does not need its memory twice.
    """
    sheet, form, mapping = found.sheet, found.form, found.mapping
    scales, scale, scale_cell, findings = _scales(found)
    of_columns = column_findings(found)
    findings += of_columns
    style = Style.of(form.number_style) or found.typed_style("measure", "total") or other_style
    cells = CellReader(sheet, form, mapping.columns, scales, style)
    context = Context(programme=found.programme or form.programme)
    naming = Naming(sheet.name, form, reference, mapping.columns, on, (unit or "").partition(".")[0] or None, context)
    rows = _read_rows(found, naming, cells, once)
    naming.findings = settle_breakdowns(rows.lines, naming.findings, reference, unit)
    place_in_tree(rows.lines, reference)
    capital_type = _capital_type(found, reference, capital_fallback)
    inherit(rows.lines, None if form.speaks == "issuer" else unit, capital_type)
    findings += naming.findings + rows.findings + cells.all_findings()
    findings += capital_findings(found, rows.lines, capital_type)
    if capital_type is None and _needs_capital_type(form, mapping.columns, rows.lines):
        findings.append(finding("capital_type.missing", sheet=sheet.name, cell=found.title_cell))
    table = Table(
        sheet=sheet.name, columns=mapping.columns, lines=rows.lines, scale=scale, scale_cell=scale_cell,
        rounding=(scale or Decimal(1)).scaleb(-cells.most_decimals), capital_type=capital_type,
        title=found.title, title_cell=found.title_cell, checks=() if any_unclear(of_columns) else _checks(found, reference),
        unstated=frozenset(cells.unstated), pages=tuple(page.sheet.name for page in found.pages), kept_in=form.words.money.kept_in(form.currency),
    )  # fmt: skip
    return table, rows, findings


def _read_rows(found: FoundTable, naming: Naming, cells: CellReader, once: bool) -> RowsRead:
    """The rows of the table, page by page."""
    rows = LineReader(found.sheet, found.header, naming, cells).read(found.last_row, found.repeated, once)
    for page in found.pages:
        cells.turn_to(page.sheet)
        naming.sheet = page.sheet.name
        rows.add_page(LineReader(page.sheet, page.header, naming, cells).read(page.last_row, page.repeated, once))
    return rows


def _scales(found: FoundTable) -> tuple[dict[int, Decimal | None], Decimal | None, str | None, list[Finding]]:
    """(đồng per unit by column, the sheet's, the cell that says it, what is wrong).

    The words above the table count with the column headers: they must agree. Where only the columns speak, and each
    says its own unit, each has its own.
    """
    money = [column for column in found.mapping.columns if column.role in ("measure", "total")]
    every = {column.index for column in money}
    words, constant = found.form.words, found.form.unit_of_money
    if constant is not None:
        said = titles.scale_in([*found.title_cells, *found.cells_of(money)], words)
        wrong = [entry for entry in said if entry.value != constant][:1]
        return dict.fromkeys(every, constant), constant, None, [
            finding("unit_of_money.contradiction", sheet=found.sheet.name, cell=entry.cell, value=f"{constant:f} ≠ {entry.text}")
            for entry in wrong
        ]  # fmt: skip
    above = titles.scale_in(found.title_cells, words)
    in_headers = titles.scale_in(found.cells_of(money), words)
    if not above and not in_headers and found.above is not None:
        above = titles.scale_in(found.above.title_cells, words)
    said = above + in_headers
    scale, cell = titles.one_scale(said)
    if scale is not None:
        return dict.fromkeys(every, scale), scale, cell, []
    own = {column.index: _own_scale(column, found) for column in money}
    stated = [scale for scale in own.values() if scale is not None]
    if not above and stated and len(stated) == len(own):
        return own, min(stated), said[0].cell, []
    rule, value = (
        ("unit_of_money.contradiction", "; ".join(dict.fromkeys(s.text for s in said)))
        if said
        else ("unit_of_money.missing", None)
    )
    last = said[-1].cell if said else None
    return {}, None, None, [finding(rule, sheet=found.sheet.name, cell=last, value=value)]


def _own_scale(column: Column, found: FoundTable) -> Decimal | None:
    said = (found.form.words.money.stated(text) for text in reversed(found.header.paths[column.index]))
    return next((scale for scale in said if scale is not None), None)


def _capital_type(found: FoundTable, reference: Reference, fallback: str | None) -> str | None:
    if found.form.capital_type not in ("title", "rows"):
        return found.form.capital_type
    if found.form.capital_type == "rows":
        return None
    texts = [
        found.title if found.title_cell else "",
        *(cell.text for cell in found.title_cells if cell.kind == "text"),
        found.sheet.name,
    ]
    return next((code for text in texts if (code := reference.capital_type_in(text))), fallback)


def _needs_capital_type(form: Form, columns: list[Column], lines: list[Line]) -> bool:
    """True if money of this table would be of no kind: one finding for the table, not one for each row."""
    said = form.capital_type == "rows" or form.has_dimension("capital_type")
    said = said or all(column.capital_type for column in columns if column.role == "measure")
    details = (line for line in lines if line.kind == "detail" and line.capital_type is None)
    return not said and any(map(has_money, details))


def _checks(found: FoundTable, reference: Reference) -> tuple:
    """(total, added, taken away), in the names of Line.amounts: what each total column of this sheet must equal."""
    columns = found.mapping.columns
    checks = []
    for column in columns:
        if column.role == "total":
            added, taken = details_of(column, columns, found.form, found.header, reference)
            if added:
                added_keys, taken_keys = (tuple(part.amount_key for part in parts) for parts in (added, taken))
                checks.append((column.amount_key, added_keys, taken_keys))
    by_key: dict[str, list[str]] = {}
    for column in columns:
        by_key.setdefault(column.key, []).append(column.amount_key)
    for total, of, minus in found.form.checks:
        needed = {*of, *(key for key in minus if found.form.spec(key).required)}
        if total in by_key and needed <= by_key.keys():
            plus = tuple(name for key in of for name in by_key[key])
            less = tuple(name for key in minus for name in by_key.get(key, ()))
            checks.append((by_key[total][0], plus, less))
    return tuple(checks)
