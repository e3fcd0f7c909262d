"""A LibreOffice spreadsheet (.ods) -> Workbook, read from its raw XML: digits as stored, error cells, hidden rows.

The format writes a run of equal cells or rows once, with a count: blank runs cost nothing here, others are written out
up to the limits.
"""

from __future__ import annotations

import re
from dataclasses import replace

from fundflow.reader.cells import Cell, Sheet, Workbook
from fundflow.reader.computing import compute_pending
from fundflow.reader.errors import refuse
from fundflow.reader.guard import Limits, Package
from fundflow.reader.legacy_fonts import encoding_of_font
from fundflow.reader.messages import finding
from fundflow.reader.numbers import day_of_iso, plain_digits
from fundflow.reader.sheets import Book, SheetBuilder
from fundflow.reader.xmlparts import feed, new_parser, whole

CONTENT = "content.xml"
MANIFEST = "META-INF/manifest.xml"
CELLS = ("table:table-cell", "table:covered-table-cell")
NOT_THE_CELLS_TEXT = ("office:annotation", "draw:frame", "draw:custom-shape", "table:shapes", "table:tracked-changes")
ERROR_TEXT = re.compile(r"#(?:REF|DIV/0|VALUE|NAME|NUM|NULL)[!?]|#N/A|Err:\d{3}")
# [.A1], [.A1:.B2], [$Sheet1.A1], ['My sheet'.A1:.B2]
REFERENCE = re.compile(
    r"\[(?P<sheet>\$?'(?:[^']|'')+'|\$?[^\[\].':]*)\.(?P<first>[^\[\].:]+)(?::[^\[\]:]*\.(?P<last>[^\[\].:]+))?\]"
)


def read_ods(package: Package, limits: Limits) -> Workbook:
    """All sheets in their order."""
    if MANIFEST in package and b"encryption-data" in package.read(MANIFEST):
        raise refuse("file.encrypted")
    content = _Content(Book(limits))
    parser = new_parser()
    parser.StartElementHandler, parser.EndElementHandler = content.start, content.end
    parser.CharacterDataHandler = content.data
    feed(parser, package.chunks(CONTENT), CONTENT)
    content.book.convert_legacy()
    compute_pending(content.book.pending, content.sheets)
    macros = any(name.startswith("basic/") and not name.endswith("-lc.xml") for name in package.names())
    return Workbook("ods", content.sheets, [*([finding("file.macro")] if macros else []), *content.book.warnings])


class _Content:
    """Follows content.xml from element to element."""

    def __init__(self, book: Book):
        self.book = book
        self.sheets: list[Sheet] = []
        self.faces: dict[str, str] = {}  # font face -> family
        self.style = ""  # the open <style:style>
        self.encodings: dict[str, str] = {}  # style -> encoding of its font
        self.hidden_tables: set[str] = set()  # styles
        self.builder: SheetBuilder | None = None
        self.row = self.column = self.defined_columns = 0
        self.row_repeats = 1
        self.row_cells: list[Cell] = []
        self.cell: dict = {}
        self.paragraphs: list[str] = []
        self.in_paragraph = False
        self.skipping = 0  # depth inside something drawn on a cell or noted at it

    def start(self, name: str, attributes: dict) -> None:
        if self.skipping or name in NOT_THE_CELLS_TEXT:
            self.skipping += 1
        elif name in CELLS:
            self.cell, self.paragraphs = attributes, []
        elif name == "text:p":
            self.paragraphs.append("")
            self.in_paragraph = True
        elif name == "text:s":
            self.data(" " * min(whole(attributes.get("text:c"), 1), 1000))
        elif name in ("text:tab", "text:line-break"):
            self.data("\n" if name == "text:line-break" else "\t")
        elif name == "table:table-row":
            self._open_row(attributes)
        elif name == "table:table-column":
            self._define_columns(attributes)
        elif name == "table:table":
            self._open_table(attributes)
        else:
            self._note_style(name, attributes)

    def end(self, name: str) -> None:
        if self.skipping:
            self.skipping -= 1
        elif name in CELLS:
            self._close_cell(covered=name != CELLS[0])
        elif name == "text:p":
            self.in_paragraph = False
        elif name == "table:table-row":
            self._close_row()
        elif name == "table:table" and self.builder:
            self.sheets.append(self.builder.finish())
            self.builder = None

    def data(self, text: str) -> None:
        if self.in_paragraph and not self.skipping:
            self.paragraphs[-1] += text

    def _note_style(self, name: str, attributes: dict) -> None:
        if name == "style:font-face":
            self.faces[attributes.get("style:name", "")] = attributes.get("svg:font-family", "").strip("'")
        elif name == "style:style":
            self.style = attributes.get("style:name", "")
        elif name == "style:text-properties":
            face = attributes.get("style:font-name", "")
            if encoding := encoding_of_font(self.faces.get(face, face)):
                self.encodings[self.style] = encoding
        elif name == "style:table-properties" and attributes.get("table:display") == "false":
            self.hidden_tables.add(self.style)

    def _open_table(self, attributes: dict) -> None:
        self.builder = SheetBuilder(attributes.get("table:name", ""), self.book)
        self.builder.sheet.visible = attributes.get("table:style-name") not in self.hidden_tables
        self.row = self.defined_columns = 0

    def _define_columns(self, attributes: dict) -> None:
        first = self.defined_columns + 1
        self.defined_columns += whole(attributes.get("table:number-columns-repeated"), 1)
        if attributes.get("table:visibility", "visible") != "visible" and self.builder:
            last = min(self.defined_columns, self.book.limits.columns)
            self.builder.hidden_columns.update(range(first, last + 1))

    def _open_row(self, attributes: dict) -> None:
        self.row_repeats = max(1, whole(attributes.get("table:number-rows-repeated"), 1))
        self.row, self.column, self.row_cells = self.row + 1, 0, []
        if attributes.get("table:visibility", "visible") != "visible" and self.builder:
            last = min(self.row + self.row_repeats - 1, self.book.limits.rows)
            self.builder.hidden_rows.update(range(self.row, last + 1))

    def _close_row(self) -> None:
        if self.row_cells and self.builder:
            for row in range(self.row, self.row + self.row_repeats):
                for cell in self.row_cells:
                    self.builder.add(cell if row == cell.row else replace(cell, row=row))
        self.row += self.row_repeats - 1

    def _close_cell(self, covered: bool) -> None:
        repeats = max(1, whole(self.cell.get("table:number-columns-repeated"), 1))
        first, self.column = self.column + 1, self.column + repeats
        self._note_merged(first)
        cell = self._read_cell(first)
        if cell is None or covered:  # what a merged range covers is not seen
            return
        self.row_cells.append(cell)
        for column in range(first + 1, first + repeats):
            self.row_cells.append(replace(cell, column=column))
            self.book.count(0 if column < self.book.limits.columns else self.book.limits.cells)

    def _note_merged(self, column: int) -> None:
        rows = whole(self.cell.get("table:number-rows-spanned"), 1)
        columns = whole(self.cell.get("table:number-columns-spanned"), 1)
        if self.builder and (rows > 1 or columns > 1):
            self.builder.sheet.merged.append((self.row, column, self.row + rows - 1, column + columns - 1))

    def _read_cell(self, column: int) -> Cell | None:
        text = "\n".join(self.paragraphs)
        kind = self.cell.get("office:value-type")
        formula = _plain_formula(self.cell.get("table:formula"))
        place = self.row, column
        if self.cell.get("calcext:value-type") == "error" or (formula and ERROR_TEXT.fullmatch(text)):
            return Cell(*place, "error", text or "#ERROR!", None, formula)
        if kind in ("float", "percentage", "currency"):
            digits = plain_digits(self.cell.get("office:value", ""))
            return Cell(*place, "number" if digits else "text", digits or text, None, formula)
        if kind == "date" and (day := day_of_iso(self.cell.get("office:date-value", ""))):
            return Cell(*place, "date", day[1], day[0], formula)
        if kind == "boolean":
            return Cell(*place, "bool", self.cell.get("office:boolean-value", "").upper(), None, formula)
        if kind is None and formula and not text and self.builder:
            cell = Cell(*place, "formula", f"={formula}", None, formula)
            self.book.pending.append((self.builder.sheet, cell))
            return cell
        text = self.cell.get("office:string-value", text)
        if not text.strip():
            return None
        return self.book.text_cell(*place, text, self.encodings.get(self.cell.get("table:style-name", "")), formula)


def _plain_formula(formula: str | None) -> str | None:
    """ "of:=SUM([.A1:.B2];[$Data.C3])" -> "SUM(A1:B2,Data!C3)": written as in the other formats."""
    if not formula:
        return None
    body = formula.partition("=")[2]

    def rewrite(match: re.Match) -> str:
        sheet, first, last = match.group("sheet").lstrip("$"), match.group("first"), match.group("last")
        return (f"{sheet}!" if sheet else "") + first + (f":{last}" if last else "")

    return REFERENCE.sub(rewrite, body).replace(";", ",")
