"""The tables of a sheet: found by their headers, each under the form that fits it best."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import lru_cache

from fundflow.amounts import Style, parse, style_of
from fundflow.formspec import Form
from fundflow.normalise import titles
from fundflow.normalise.cellvalues import says_amount, typed_numbers
from fundflow.normalise.columns import Mapping, map_columns
from fundflow.normalise.headers import Header, find_headers
from fundflow.phrases import Phrase
from fundflow.reader.cells import Cell, Sheet
from fundflow.records import Column
from fundflow.reference import Reference
from fundflow.text import bare, has_words, tidy

HEADERS_LOOKED_FOR = 200  # rows
LONGEST_HEADER = 100  # letters


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
    pages: list[FoundTable] = field(default_factory=list)  # the sheets that it goes on on, see pages.py
    is_page: bool = False
    _typed: dict[int, list[str]] | None = None  # the numbers typed as text, by column; looked for once

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
        return style_of(self._typed_numbers(*roles))

    @property
    def types_open_amounts(self) -> bool:
        """True if some amounts are typed so that they can mean two numbers."""
        read = (parse(tidy(number)) for number in self._typed_numbers("measure", "total"))
        return any(number is not None and number.ambiguous for number in read)

    def _typed_numbers(self, *roles: str) -> list[str]:
        if self._typed is None:
            money = [column.index for column in self.mapping.money_columns]
            self._typed = defaultdict(list)
            for page in (self, *self.pages):
                for column, numbers in typed_numbers(page.sheet, page.header.last_row, money, self.form).items():
                    self._typed[column] += numbers
        indices = {column.index for column in self.mapping.columns if column.role in roles}
        return [number for index in indices for number in self._typed.get(index, ())]


@lru_cache(maxsize=8)
def _anchors(forms: tuple[Form, ...]) -> Phrase:
    """The headers that tables are recognised by, of all forms."""
    phrases = [phrase.words for form in forms for spec in form.columns if spec.anchors for phrase in spec.header]
    return Phrase.of(" | ".join(sorted(set(phrases), key=len, reverse=True)))


@lru_cache(maxsize=8)
def _money_headers(forms: tuple[Form, ...]) -> Phrase:
    """What headers over amounts say, in all forms."""
    specs = [spec for form in forms for spec in form.columns if spec.role == "measure"]
    return Phrase.of(" | ".join({phrase.words for spec in specs for phrase in spec.header}))


def unread_header(sheet: Sheet, found: list[FoundTable], forms: tuple[Form, ...]) -> Cell | None:
    """Where figures stand under headers that speak of money, above the first table that was found: not to be lost."""
    end = found[0].header.first_row if found else max(sheet.rows, default=0) + 1
    for row in sorted(sheet.rows)[:HEADERS_LOOKED_FOR]:
        if row >= end:
            return None
        short = [cell for cell in sheet.rows[row] if cell.kind == "text" and len(cell.text) <= LONGEST_HEADER]
        said = [cell for cell in short if _money_headers(forms).find(bare(cell.text))]
        if len(said) >= 2 and _holds_amounts(sheet, range(row + 1, min(end, row + HEADERS_LOOKED_FOR)), forms[0]):
            return said[0]
    return None


def _holds_amounts(sheet: Sheet, rows: range, form: Form) -> bool:
    return sum(says_amount(cell, form) for row in rows for cell in sheet.rows.get(row, ())) >= 2


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
            above.repeated.append(_with_title(header, title_cells, above))
            continue
        best = _best_form(sheet, header, title_cells, forms, reference, above.title if above else fallback_title)
        if best is not None and not _is_stranger(best, above):
            if above:
                above.last_row = min((cell.row for cell in title_cells), default=header.first_row) - 1
                best.above = above
                best.budget_year = best.budget_year or above.budget_year
            found.append(best)
    return found


def _is_stranger(table: FoundTable, above: FoundTable | None) -> bool:
    """Another form in the middle of a table, without a title of its own: a row that happens to look like a header."""
    return above is not None and table.title_cell is None and table.form.form != above.form.form


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
    """The same header, and nothing above it that begins another table: no title but the very words of the first page,
    above rows that go on; no other kind of money.
    """
    if list(header.bare_paths.values()) != list(table.header.bare_paths.values()):
        return False
    if _title_line(between, table.form)[0]:
        said = {bare(cell.text) for cell in table.title_cells}
        again = all(bare(cell.text) in said for cell in between)
        return again and _first_name(table.sheet, header) != _first_name(table.sheet, table.header)
    return not any(reference.capital_type_in(cell.text) for cell in between if cell.kind == "text")


def _with_title(header: Header, between: list[Cell], table: FoundTable) -> Header:
    """The header again, from the title that is printed above it again."""
    return replace(header, first_row=between[0].row) if _title_line(between, table.form)[0] else header


def _first_name(sheet: Sheet, header: Header) -> str | None:
    """What the first row below a header is called."""
    below = (cell for row in sorted(sheet.rows) if row > header.last_row for cell in sheet.rows[row])
    return next((bare(cell.text) for cell in below if cell.column == header.name_column and has_words(cell.text)), None)


def _best_form(sheet, header, title_cells, forms, reference, fallback_title) -> FoundTable | None:
    candidates = []
    for form in forms:
        title, title_cell = _title_line(title_cells, form)
        if not title and _says(fallback_title, form):
            title = fallback_title
        if any(_rules_out(cell.text, form) for cell in title_cells):
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
        mapping = entry.mapping
        puzzling = len(mapping.twice) + len(mapping.unresolved)
        score = (-len(mapping.missing), len(mapping.money_columns) - puzzling, -puzzling)
        if ((has_title and mapping.money_columns) or not mapping.missing) and (best is None or score > best[0]):
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
    names = [column.index for column in mapping.columns if column.role == "name"]
    if names and header.name_column not in names:  # found by a word that another form is recognised by
        header = replace(header, name_column=names[0])
    return FoundTable(sheet, header, form, mapping, title_cells, title, title_cell, budget_year, programme)


@lru_cache(maxsize=4096)
def _says(text: str, form: Form) -> bool:
    """True if the text is the title of such a form."""
    return bool(text) and _names(bare(text), form)


def _names(words: str, form: Form) -> bool:
    return all(phrase.find(words) for phrase in form.title_words)


@lru_cache(maxsize=4096)
def _rules_out(text: str, form: Form) -> bool:
    """True if no table of this form stands below such a text."""
    return any(phrase.find(bare(text)) for phrase in form.title_exclude)


def _title_line(cells: list[Cell], form: Form) -> tuple[str, str | None]:
    """The title and its cell: one text, or all of them together."""
    texts = [cell for cell in cells if cell.kind == "text"]
    for cell in texts:
        if _says(cell.text, form):
            return tidy(cell.text), cell.address
    if texts and _names(" ".join([bare(cell.text) for cell in texts]), form):
        return " ".join([tidy(cell.text) for cell in texts]), cells[0].address
    return "", None


def _budget_year(form: Form, title: str, title_cells: list[Cell]) -> int | None:
    for phrase in form.budget_year_words:
        for cell in title_cells:
            if found := phrase.find(bare(cell.text)):
                return found.years()[0]
    if form.constant("budget_year"):
        return int(form.constant("budget_year"))
    if years := titles.years_in(title, form.words):
        return max(years)  # "năm 2023 và vốn năm 2022 chuyển sang"
    texts = [cell.text for cell in title_cells if cell.kind == "text"]
    years = tuple(year for text in texts for year in titles.years_in(text, form.words))
    return years[-1] if years else None
