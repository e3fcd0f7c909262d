"""The tables of a sheet: found by their headers, each under the form that fits it best, and read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache

from fundflow.amounts import Style, style_of
from fundflow.findings import Finding
from fundflow.forms import Form
from fundflow.messages import finding
from fundflow.normalise import titles
from fundflow.normalise.cellvalues import CellReader, says_amount, typed_numbers
from fundflow.normalise.columns import Mapping, amount_key, details_of, map_columns
from fundflow.normalise.headers import Header, find_headers
from fundflow.normalise.lines import LineReader, RowsRead
from fundflow.normalise.naming import Context, Naming
from fundflow.normalise.tree import inherit, place_in_tree
from fundflow.phrases import Phrase
from fundflow.reader.cells import Cell, Sheet
from fundflow.records import Column, Table
from fundflow.reference import Reference
from fundflow.text import bare, tidy


@dataclass(slots=True)
class FoundTable:
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
    above: FoundTable | None = None  # the table above it on the same sheet: what its title says holds on
    last_row: int | None = None  # the last row before the next table's words
    repeated: list[Header] = field(default_factory=list)  # the same header again, after a page break

    @property
    def header_cells(self) -> list[Cell]:
        rows = range(self.header.first_row, self.header.last_row + 1)
        return [cell for row in rows for cell in self.sheet.rows.get(row, ())]

    def cells_of(self, columns: list[Column]) -> list[Cell]:
        """The header cells over these columns, group headers among them."""
        texts = {text for column in columns for text in self.header.paths[column.index]}
        return [cell for cell in self.header_cells if tidy(cell.text) in texts]

    def typed_style(self, *roles: str) -> Style | None:
        """The decimal mark that the typed numbers of these columns show."""
        columns = [column.index for column in self.mapping.columns if column.role in roles]
        return style_of(typed_numbers(self.sheet, self.header.last_row, columns, self.form))


# -- finding


@lru_cache(maxsize=8)
def _anchors(forms: tuple[Form, ...]) -> Phrase:
    """The headers that tables are recognised by, of all forms."""
    phrases = [phrase.words for form in forms for spec in form.columns if spec.anchors for phrase in spec.header]
    return Phrase.of(" | ".join(sorted(set(phrases), key=len, reverse=True)))


def find_tables(
    sheet: Sheet, forms: tuple[Form, ...], reference: Reference, fallback_title: str = ""
) -> list[FoundTable]:
    """The tables of a sheet, each under the form that fits it best, complete or not."""
    anchors, words = _anchors(forms), forms[0].words
    found: list[FoundTable] = []
    headers = find_headers(sheet, lambda text: anchors.whole(text) is not None, words.money.is_statement)
    for header in headers:
        above = found[-1] if found else None
        title_cells = _title_cells(sheet, header, above)
        if above and _is_repeated(above, header, title_cells, reference):
            above.repeated.append(header)
            continue
        best = _best_form(sheet, header, title_cells, forms, reference, above.title if above else fallback_title)
        if best is not None:
            if above:
                above.last_row = min((cell.row for cell in title_cells), default=header.first_row) - 1
                best.above = above
                best.budget_year = best.budget_year or above.budget_year
            found.append(best)
    return found


def _title_cells(sheet: Sheet, header: Header, above: FoundTable | None) -> list[Cell]:
    """The cells between the table above (or the top of the sheet) and the header: up to the last row with an amount."""
    money = {column.index for column in above.mapping.money_columns} if above else frozenset()
    top = above.header.last_row if above else 0
    for again in above.repeated if above else ():
        top = max(top, again.last_row)
    rows: list[list[Cell]] = []
    for row in range(header.first_row - 1, top, -1):
        cells = sheet.rows.get(row, [])
        if above and any(cell.column in money and says_amount(cell, above.form) for cell in cells):
            break
        rows.append(cells)
    return [cell for cells in reversed(rows) for cell in cells]


def _is_repeated(table: FoundTable, header: Header, between: list[Cell], reference: Reference) -> bool:
    """The same header, and nothing above it that begins another table: no title, no other kind of money."""
    if list(header.paths.values()) != list(table.header.paths.values()) or _title_line(between, table.form)[0]:
        return False
    return not any(reference.capital_type_in(cell.text) for cell in between if cell.kind == "text")


def _best_form(sheet, header, title_cells, forms, reference, fallback_title) -> FoundTable | None:
    candidates = []
    for form in forms:
        title, title_cell = _title_line(title_cells, form)
        if not title and _says(fallback_title, form):
            title = fallback_title
        if any(phrase.find(bare(cell.text)) for cell in title_cells for phrase in form.title_exclude):
            continue
        candidates.append((bool(title) and bool(form.title_words), form, title, title_cell))
    titled = any(candidate[0] for candidate in candidates)
    best: tuple[tuple, FoundTable] | None = None
    for has_title, form, title, title_cell in candidates:
        if has_title != titled:
            continue
        entry = _under(form, sheet, header, title_cells, title, title_cell, reference)
        if entry is None:
            continue
        understood = len(entry.mapping.money_columns)
        score = (-len(entry.mapping.missing), -len(entry.mapping.twice), understood)
        if ((has_title and understood) or not entry.mapping.missing) and (best is None or score > best[0]):
            best = (score, entry)
    return best[1] if best else None


def _under(form, sheet, header, title_cells, title, title_cell, reference) -> FoundTable | None:
    """The table as this form would have it; None where its anchor column is missing, or it was not in use that year."""
    programme = next((code for cell in title_cells if (code := reference.programme_in(cell.text))), None)
    budget_year = _budget_year(form, title, title_cells)
    mapping = map_columns(header, form, reference, budget_year, programme or form.programme)
    if any(spec.anchors for spec in mapping.missing) or not form.speaks_of_year(budget_year):
        return None
    if budget_year is None and "allocated" in {column.measure for column in mapping.columns}:
        budget_year = max(
            (c.money_year_last for c in mapping.columns if c.measure == "allocated" and c.money_year_last), default=None
        )
    return FoundTable(sheet, header, form, mapping, title_cells, title, title_cell, budget_year, programme)


def _says(text: str, form: Form) -> bool:
    return bool(text) and all(phrase.find(bare(text)) for phrase in form.title_words)


def _title_line(cells: list[Cell], form: Form) -> tuple[str, str | None]:
    for cell in cells:
        if cell.kind == "text" and _says(cell.text, form):
            return tidy(cell.text), cell.address
    whole = " ".join(tidy(cell.text) for cell in cells if cell.kind == "text")
    return (whole, cells[0].address) if cells and _says(whole, form) else ("", None)


def _budget_year(form: Form, title: str, title_cells: list[Cell]) -> int | None:
    for phrase in form.budget_year_words:
        for cell in title_cells:
            if found := phrase.find(bare(cell.text)):
                return found.years()[0]
    if form.constant("budget_year"):
        return int(form.constant("budget_year"))
    years = titles.years_in(title, form.words)
    if not years:
        years = [year for cell in title_cells if cell.kind == "text" for year in titles.years_in(cell.text, form.words)]
    return years[-1] if years else None


# -- reading


def file_style(found: list[FoundTable]) -> Style | None:
    """The decimal mark that a file's typed amounts agree on; its typed rates are asked only if those say nothing."""
    said = (Style.shared(table.typed_style(*roles) for table in found) for roles in (("measure", "total"), ("rate",)))
    return next((style for style in said if style), None)


def read_table(
    found: FoundTable, reference: Reference, unit: str | None, on: date | None,
    other_style: Style | None, capital_fallback: str | None,
) -> tuple[Table, RowsRead, list[Finding]]:  # fmt: skip
    """The table's lines with their amounts in đồng, the account of its rows, and what is wrong.

    `other_style`: the decimal mark where the table's own amounts leave it open.
    """
    sheet, form, mapping = found.sheet, found.form, found.mapping
    scales, scale, scale_cell, findings = _scales(found)
    findings += _column_findings(found)
    style = Style.of(form.number_style) or found.typed_style("measure", "total") or other_style
    cells = CellReader(sheet, form, scales, style)
    context = Context(programme=found.programme or form.programme)
    naming = Naming(sheet.name, form, reference, mapping.columns, on, (unit or "").partition(".")[0] or None, context)
    rows = LineReader(sheet, found.header, naming, cells).read(found.last_row, found.repeated)
    place_in_tree(rows.lines, reference)
    capital_type = _capital_type(found, reference, capital_fallback)
    inherit(rows.lines, None if form.speaks == "issuer" else unit, capital_type)
    findings += rows.findings + cells.all_findings()
    table = Table(
        sheet=sheet.name, columns=mapping.columns, lines=rows.lines, scale=scale, scale_cell=scale_cell,
        rounding=(scale or Decimal(1)).scaleb(-cells.most_decimals), capital_type=capital_type,
        title=found.title, title_cell=found.title_cell, checks=_checks(found, reference),
        unstated=frozenset(cells.unstated),
    )  # fmt: skip
    return table, rows, findings


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


def _column_findings(found: FoundTable) -> list[Finding]:
    sheet, mapping, header = found.sheet.name, found.mapping, found.header
    findings = [
        finding("form.column_missing", sheet=sheet, cell=header.cells[header.name_column],
                expected=" › ".join(map(str, spec.header)))
        for spec in mapping.missing
    ]  # fmt: skip
    findings += [
        finding("form.column_twice", sheet=sheet, cell=column.header_cell, value=column.header)
        for column in mapping.twice
        if column.role in ("measure", "total", "name", "dimension")
    ]
    findings += [
        finding("component.unknown", sheet=sheet, cell=header.cells[index], value=text)
        for index, text in mapping.unresolved
    ]
    doubtful = {*mapping.unknown, *(found.sheet.hidden_columns & set(header.paths))}
    numbers = _columns_with_numbers(found, doubtful) if doubtful else set()
    findings += [
        finding("form.column_unclear" if _speaks_of_money(found, index) else "form.column_unknown",
                sheet=sheet, cell=header.cells[index], value=header.text(index))
        for index in mapping.unknown
        if index in numbers
    ]  # fmt: skip
    measures = [column for column in mapping.columns if column.role == "measure"]
    outside = {header.paths[column.index][0]: column for column in reversed(measures) if column.outside}
    findings += [  # one for each programme that nobody knows: its money is not loaded
        finding("form.column_unknown", sheet=sheet, cell=column.header_cell, value=name)
        for name, column in outside.items()
    ]
    findings += [
        finding("column.hidden", sheet=sheet, cell=column.header_cell, value=column.header)
        for column in measures
        if column.index in found.sheet.hidden_columns and column.index in numbers
    ]
    by_row = found.form.has_dimension("money_year")
    findings += [
        finding("money_year.missing", sheet=sheet, cell=column.header_cell, value=column.header)
        for column in measures
        if column.measure != "estimate" and column.money_year_first is None and not by_row
    ]
    return findings


def _speaks_of_money(found: FoundTable, index: int) -> bool:
    """True if a column that no description fits uses words of those that load money: it may not be left out."""
    phrases = [phrase for spec in found.form.columns if spec.role == "measure" for phrase in spec.header]
    return any(phrase.find(found.header.bare_paths[index][-1]) for phrase in phrases)


def _columns_with_numbers(found: FoundTable, columns: set[int]) -> set[int]:
    below = (cells for row, cells in found.sheet.rows.items() if row > found.header.last_row)
    return {
        cell.column for cells in below for cell in cells if cell.column in columns and says_amount(cell, found.form)
    }


def _capital_type(found: FoundTable, reference: Reference, fallback: str | None) -> str | None:
    if found.form.capital_type not in ("title", "rows"):
        return found.form.capital_type
    if found.form.capital_type == "rows":
        return None
    texts = [found.title, *(cell.text for cell in found.title_cells if cell.kind == "text"), found.sheet.name]
    return next((code for text in texts if (code := reference.capital_type_in(text))), fallback)


def _checks(found: FoundTable, reference: Reference) -> tuple:
    """(total, added, taken away), in the names of Line.amounts: what each total column of this sheet must equal."""
    columns = found.mapping.columns
    checks = []
    for column in columns:
        if column.role == "total":
            added, taken = details_of(column, columns, found.form, found.header, reference)
            if added:
                checks.append((amount_key(column), tuple(map(amount_key, added)), tuple(map(amount_key, taken))))
    by_key: dict[str, list[str]] = {}
    for column in columns:
        by_key.setdefault(column.key, []).append(amount_key(column))
    for total, of, minus in found.form.checks:
        if total in by_key and all(key in by_key for key in of):
            plus = tuple(name for key in of for name in by_key[key])
            less = tuple(name for key in minus for name in by_key.get(key, ()))
            checks.append((by_key[total][0], plus, less))
    return tuple(checks)
