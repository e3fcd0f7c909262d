"""Tables that go on on the next sheet: a print-out or a long annex, cut where the paper ended.

The next sheet is a page of the table if the table was left open (nobody has signed below it) and the sheet either
repeats its header, with no title or with the very same words above it, or has no header at all and holds numbers
only where the table has its own. Where this is not certain nothing is read: the sheet is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from fundflow.addresses import address
from fundflow.findings import Finding
from fundflow.messages import finding
from fundflow.normalise import titles
from fundflow.normalise.cellvalues import says_amount
from fundflow.normalise.columns import speaks_of_money
from fundflow.normalise.lines import numbers_column
from fundflow.normalise.tables import FoundTable
from fundflow.reader.cells import Cell, Sheet
from fundflow.reference import Reference
from fundflow.text import bare, has_words

NUMBERED = ("number", "measure", "total", "rate", "code", "ignored", "dimension")  # roles of columns that hold numbers
FEWEST_HEADERS = 3
FEWEST_UNNAMED = 3  # figures of a row that is called like nothing known, but looks like one of the table


def join_pages(by_sheet: list[tuple[Sheet, list[FoundTable]]], reference: Reference) -> list[Finding]:
    """Hands each table its further pages; a page without a header is added to its sheet's tables, every page marked.

    The findings tell the sheets that hold figures of the programmes, but neither a table nor certainly a page.
    """
    findings: list[Finding] = []
    last = next((tables[0] for _, tables in by_sheet if tables), None)
    if last is None:
        return []
    begun = False  # whether `last` stands on a sheet that has been passed: only then may the next one go on with it
    for sheet, tables in by_sheet:
        figure = _figure_of_programmes(last, sheet, tables, reference)
        if figure and begun and _is_bare_page(last, sheet, tables, reference):
            tables[:1] = [_bare_page(last, sheet, tables)]
            _join(last, tables[0])
        elif figure:
            expected = last.sheet.name
            findings.append(finding("table.page_unclear", sheet=sheet.name, cell=figure.address, expected=expected))
        elif begun and tables and _is_headed_page(last, tables[0], reference):
            _join(last, tables[0])
        begun = begun or bool(tables)
        last = next((table for table in reversed(tables) if not table.is_page), last)
    return findings


def _join(table: FoundTable, page: FoundTable) -> None:
    page.is_page = True
    table.pages.append(page)


# -- pages with a header


def _is_headed_page(table: FoundTable, page: FoundTable, reference: Reference) -> bool:
    """The same header in the same columns; what stands above it says nothing that the table's own words do not."""
    same_header = page.header.bare_paths == table.header.bare_paths
    if not same_header or not _left_open(table, page.sheet, reference) or _begins_alike(table, page):
        return False
    if page.title_cell is None:
        return not any(_says_something_else(cell, table, reference) for cell in page.title_cells)
    above = {bare(cell.text) for cell in table.title_cells}
    return all(bare(cell.text) in above for cell in page.title_cells) and not _stands_alone(page, table, reference)


def _says_something_else(cell: Cell, table: FoundTable, reference: Reference) -> bool:
    """True for another unit of money, day, programme, kind of money or sender than the words above the table name."""
    words = table.form.words
    if cell.kind != "text" or bare(cell.text) in {bare(other.text) for other in table.title_cells}:
        return False
    scale = words.money.stated(cell.text)
    if scale is not None:
        return scale not in {said.value for said in titles.scale_in([*table.title_cells, *table.header_cells], words)}
    return bool(
        titles.day_in(cell.text, words)
        or reference.programme_in(cell.text)
        or reference.capital_type_in(cell.text)
        or reference.looks_like_unit(cell.text)
    )


def _begins_alike(table: FoundTable, page: FoundTable) -> bool:
    """True for another table of the same kind: the same rows of another unit, or a copy."""
    (first, _), (second, _) = next(_rows(table), (None, [])), next(_rows(page), (None, []))
    return first is not None and second is not None and bare(first.text) == bare(second.text)


def _stands_alone(page: FoundTable, table: FoundTable, reference: Reference) -> bool:
    """False if the page cannot be read by itself: its first row is a part of what stands above it on another sheet, or
    the total of both is printed on one of them.
    """
    first, cells = next(_rows(page), (None, []))
    if first is None or page.form.words.total.starts(bare(first.text)):
        return True
    if _has_total(page) != _has_total(table):
        return False
    if codes := {column.index for column in page.mapping.columns if column.role == "code"}:
        return codes <= {cell.column for cell in cells}
    if page.form.capital_type == "rows":
        return reference.capital_type_in(first.text) is not None
    if _is_unit(first, reference):
        return any(_is_unit(name, reference) for name, _ in islice(_rows(table), 1))
    return not _is_part(first, table, reference)


def _is_part(first: Cell, table: FoundTable, reference: Reference) -> bool:
    """True if a row's component is told only by the rows of the table above it, or belongs to one of theirs."""
    programme = table.programme or table.form.programme
    code = reference.component_by_name(first.text, programme=programme).code
    above = (reference.component_by_name(name.text, programme=programme).code for name, _ in _rows(table))
    return code is None or any(upper and upper != code and reference.is_within(code, upper) for upper in above)


def _has_total(page: FoundTable) -> bool:
    """True if a row is called a total of no part by name."""
    return any(page.form.words.total.whole(bare(name.text)) for name, _ in _rows(page))


# -- pages without


def _is_bare_page(table: FoundTable, sheet: Sheet, tables: list[FoundTable], reference: Reference) -> bool:
    """Numbers only where the table has its own, and from its first to its last column: none is lost, new or shifted."""
    page = _bare_page(table, sheet, tables)
    numbered = {column.index for column in table.mapping.columns if column.role in NUMBERED}
    same_columns = _filled(page) <= numbered | _filled(table) and _ends(page) == _ends(table)
    headers_below = all(below.header.bare_paths == table.header.bare_paths for below in tables[:1])
    return same_columns and headers_below and _left_open(table, sheet, reference) and not _begins_alike(table, page)


def _bare_page(table: FoundTable, sheet: Sheet, tables: list[FoundTable]) -> FoundTable:
    """The sheet under the table's header, which stands above its first row for all that is read; the header that a
    later row repeats is passed over.
    """
    at_top = {column: address(1, column) for column in table.header.cells}
    header = replace(table.header, first_row=0, last_row=0, cells=at_top)
    repeated = [again for below in tables[:1] for again in (below.header, *below.repeated)]
    last_row = tables[0].last_row if tables else None
    return replace(
        table,
        sheet=sheet,
        header=header,
        title_cells=[],
        title_cell=None,
        repeated=repeated,
        pages=[],
        last_row=last_row,
    )


def _filled(page: FoundTable) -> set[int]:
    """The columns that hold numbers in its rows."""
    rows = [cells for _, cells in _rows(page)]
    return {cell.column for cells in rows for cell in cells if cell.kind == "number" or says_amount(cell, page.form)}


def _ends(page: FoundTable) -> tuple[int, int]:
    """The first and the last column of amounts or rates that is filled."""
    filled = {column.index for column in page.mapping.money_columns} & _filled(page)
    return min(filled, default=0), max(filled, default=0)


def _figure_of_programmes(
    table: FoundTable, sheet: Sheet, tables: list[FoundTable], reference: Reference
) -> Cell | None:
    """Above the sheet's own tables, what first says that figures of the table's kind stand there: a name of a project,
    unit or total, a project's code, or, named or not, a row that fills most of the table's columns.
    """
    end = tables[0].header.first_row if tables else None
    amounts = {column.index for column in table.mapping.columns if column.role in ("measure", "total")}
    enough = max(1, min(2, len(amounts) - 1))  # one may have been shifted beside the table
    of_other_things: set[int] = set()
    for row, cells in sheet.rows.items():
        if end is not None and row >= end:
            break
        of_other_things = _columns_of_other_things(cells, table, reference) or of_other_things
        filled = {cell.column for cell in cells if cell.column in amounts and says_amount(cell, table.form)}
        if len(filled) < enough or filled <= of_other_things or all(map(numbers_column, cells)):
            continue
        names = (cell for cell in cells if _names_subject(cell, table, reference))
        named = next(names, cells[0] if len(filled) >= max(FEWEST_UNNAMED, len(amounts) / 2) else None)
        if named is not None:
            return named
    return None


def _columns_of_other_things(cells: list[Cell], table: FoundTable, reference: Reference) -> set[int]:
    """The columns of a header of its own that speaks neither of money nor of the table's rows: "Xã | Số hộ nghèo"."""
    columns = {cell.column for cell in cells if cell.kind == "text" and has_words(cell.text)}
    if len(columns) < FEWEST_HEADERS or any(cell.kind != "text" for cell in cells):
        return set()
    ours = any(speaks_of_money(table.form, (cell.text,)) or _names_subject(cell, table, reference) for cell in cells)
    return set() if ours else columns


def _names_subject(cell: Cell, table: FoundTable, reference: Reference) -> bool:
    codes = {column.index for column in table.mapping.columns if column.role == "dimension"}
    if cell.column in codes and reference.component_by_treasury_code(cell.text):
        return True
    return has_words(cell.text) and bool(
        reference.looks_like_component(cell.text)
        or _is_unit(cell, reference)
        or table.form.words.total.starts(bare(cell.text))
    )


# -- what both ask


def _is_unit(cell: Cell, reference: Reference) -> bool:
    unit = reference.unit_by_name(cell.text, on=None)
    return unit.code is not None or unit.how == "ambiguous"


def _left_open(table: FoundTable, sheet: Sheet, reference: Reference) -> bool:
    """False if somebody signed below the table, or the sheet's name speaks of another kind of money."""
    kinds = {reference.capital_type_in(text) for text in (table.title, table.sheet.name, sheet.name)} - {None}
    return len(kinds) < 2 and not _is_signed((table, *table.pages)[-1])


def _is_signed(page: FoundTable) -> bool:
    notes = {column.index for column in page.mapping.columns if column.role == "note"}
    headers = {row for again in page.repeated for row in range(again.first_row, again.last_row + 1)}
    below = (cells for row, cells in page.sheet.rows.items() if row > page.header.last_row and row not in headers)
    words = (cells for cells in below if not any(says_amount(cell, page.form) for cell in cells))
    return any(
        cell.kind == "text" and cell.column not in notes and page.form.words.is_signature(cell.text)
        for cells in words
        for cell in cells
    )


def _rows(page: FoundTable) -> Iterator[tuple[Cell, list[Cell]]]:
    """The rows of a page that hold amounts, with their names: the first words, else whatever stands first."""
    amounts = {column.index for column in page.mapping.money_columns}
    for row, cells in page.sheet.rows.items():
        if row <= page.header.last_row or all(map(numbers_column, cells)):
            continue
        if any(cell.column in amounts and says_amount(cell, page.form) for cell in cells):
            words = (cell for cell in cells if cell.kind == "text" and has_words(cell.text))
            yield next(words, cells[0]), cells
