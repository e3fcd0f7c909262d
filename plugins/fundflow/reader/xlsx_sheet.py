"""One worksheet's XML -> Sheet, in one pass. This and xlsx_rows.py see every cell of every workbook: written for speed.

Cells that hold a style only are no cells. A row or cell without an address follows the one before it. A cell far
outside any table is left out and named.
"""

from __future__ import annotations

from collections.abc import Iterable

from fundflow.addresses import column_index
from fundflow.reader.cells import Cell, Sheet
from fundflow.reader.sheets import Text
from fundflow.reader.xlsx_cells import REFERENCE, XlsxBook, XlsxSheetBuilder
from fundflow.reader.xlsx_rows import without_plain_rows
from fundflow.reader.xlsx_strings import TextCollector
from fundflow.reader.xmlparts import feed, new_parser, prefix_of, unseen, whole


def read_sheet(name: str, chunks: Iterable[bytes], part: str, book: XlsxBook) -> Sheet:
    """The sheet; its formulas without stored values wait in book.pending, its texts in old fonts in book.legacy."""
    builder = XlsxSheetBuilder(name, part, book)
    parser = new_parser()
    parser.StartElementHandler = lambda root, _attributes: _handle(parser, builder, prefix_of(root))
    feed(parser, without_plain_rows(chunks, builder), part)
    return builder.finish()


def _handle(parser, builder: XlsxSheetBuilder, prefix: str) -> None:
    """Installs the handlers for a part whose elements have this prefix."""
    builder.prefix = prefix
    c_tag, v_tag, f_tag, row_tag, is_tag = (prefix + tag for tag in ("c", "v", "f", "row", "is"))
    cut = len(prefix)
    columns = builder.columns
    pieces: list[str] = []
    inline = TextCollector(pieces)
    cell: dict[str, str] | None = None  # the attributes of the open <c>
    value: Text | None = None
    formula: str | None = None
    formula_attributes: dict[str, str] = {}
    in_inline = False
    row, row_text, column = 0, "0", 0
    cells: list[Cell] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal cell, value, formula, formula_attributes, in_inline, row, row_text, column, cells
        if name == c_tag:
            cell, value, formula = attributes, None, None
        elif name == v_tag:
            pieces.clear()
        elif name == row_tag:
            row = builder.open_row(attributes)
            row_text, column, cells = str(row), 0, []
        elif name == f_tag:
            pieces.clear()
            formula_attributes = attributes
        elif name == is_tag:
            in_inline = True
            inline.clear()
        elif in_inline:
            inline.start(name[cut:], attributes)
        elif cell is None:
            _outside_cells(builder, name[cut:], attributes)

    def end(name: str) -> None:
        nonlocal cell, value, formula, in_inline
        if name == v_tag:
            value = "".join(pieces)
        elif name == c_tag:
            if cell is not None:
                close_cell(cell)
            cell = None
        elif name == row_tag:
            if cells:
                builder.close_row(row, cells)
        elif name == f_tag:
            formula = "".join(pieces)
        elif name == is_tag:
            in_inline = False
            value = inline.text()
        elif in_inline:
            inline.end(name[cut:])

    def close_cell(attributes: dict[str, str]) -> None:
        nonlocal column
        column += 1
        cell_row = row
        reference = attributes.get("r")
        if reference is not None:
            known = columns.get(reference[: -len(row_text)]) if reference.endswith(row_text) else None
            if known is None:
                cell_row, column = builder.place(reference, row_text)
            else:
                column = known
        if value or formula is not None:
            made = builder.cell(cell_row, column, attributes, value, formula, formula_attributes)
            if made is not None:
                cells.append(made)

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = pieces.append


def _outside_cells(builder: XlsxSheetBuilder, local: str, attributes: dict[str, str]) -> None:
    """What a sheet says outside its cells: hidden columns, merged ranges."""
    if local == "col" and unseen(attributes, "width"):
        first, last = whole(attributes.get("min")), whole(attributes.get("max"))
        builder.hidden_columns.update(range(first, min(last, builder.book.limits.columns) + 1))
    elif local == "mergeCell" and (merged := merged_range(attributes.get("ref", ""))):
        builder.sheet.merged.append(merged)


def merged_range(reference: str) -> tuple[int, int, int, int] | None:
    """ "B2:D5" -> (2, 2, 5, 4); None for nonsense or a single cell."""
    first, _, last = reference.partition(":")
    top_left, bottom_right = REFERENCE.fullmatch(first), REFERENCE.fullmatch(last)
    if not top_left or not bottom_right:
        return None
    return (
        int(top_left.group(2)),
        column_index(top_left.group(1)),
        int(bottom_right.group(2)),
        column_index(bottom_right.group(1)),
    )
