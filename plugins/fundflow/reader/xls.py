"""A workbook of Excel 2 to 2003 (.xls) -> Workbook, through xlrd: it knows the fonts and the error cells.

Not known here: the text of formulas, but for plain sums that were never computed (xls_formulas.py).
"""

from __future__ import annotations

import io
from functools import cached_property

import xlrd

from fundflow.reader.cells import Cell, Sheet, Workbook
from fundflow.reader.computing import compute_pending
from fundflow.reader.errors import UnreadableFile, refuse
from fundflow.reader.guard import Limits
from fundflow.reader.legacy_fonts import encoding_of_font
from fundflow.reader.numbers import float_digits, meaning_of_format
from fundflow.reader.sheets import Book, SheetBuilder, Text
from fundflow.reader.xls_formulas import uncomputed_sums
from fundflow.reader.xmlparts import damaged


def read_xls(content: bytes, limits: Limits) -> Workbook:
    """All worksheets in their order."""
    try:
        source = xlrd.open_workbook(
            file_contents=content, logfile=io.StringIO(), formatting_info=True, ragged_rows=True
        )
        return _Reader(source, content, limits).workbook()
    except (MemoryError, UnreadableFile):
        raise
    except Exception as error:  # xlrd raises whatever the damage leads it to
        if "encrypted" in str(error):
            raise refuse("file.encrypted") from None
        raise damaged("xls", f"{type(error).__name__} {error}"[:120]) from None


class _Reader:
    def __init__(self, source: xlrd.Book, content: bytes, limits: Limits):
        self.source, self.content = source, content
        self.book = Book(limits, epoch_1904=bool(source.datemode))
        self.font_encodings = [encoding_of_font(font.name) for font in source.font_list]
        self.meanings = [meaning_of_format(self._format_code(style)) for style in source.xf_list]
        self.encodings = [self._encoding(style.font_index) for style in source.xf_list]

    def _format_code(self, style) -> str:
        form = self.source.format_map.get(style.format_key)
        return form.format_str if form else "General"

    def _encoding(self, font_index: int) -> str | None:
        return self.font_encodings[font_index] if font_index < len(self.font_encodings) else None

    def workbook(self) -> Workbook:
        sheets = [self._sheet(source) for source in self.source.sheets()]
        self.book.convert_legacy()
        compute_pending(self.book.pending, sheets)
        return Workbook("xls", sheets, self.book.warnings)

    def _sheet(self, source: xlrd.sheet.Sheet) -> Sheet:
        builder = SheetBuilder(source.name, self.book)
        for row in range(source.nrows):
            for column in range(source.row_len(row)):
                if cell := self._cell(source, row, column):
                    builder.add(cell)
                    if cell.kind == "formula":
                        self.book.pending.append((builder.sheet, cell))
        builder.hidden_rows = {row + 1 for row, info in source.rowinfo_map.items() if info.hidden}
        builder.hidden_columns = {column + 1 for column, info in source.colinfo_map.items() if info.hidden}
        sheet = builder.finish()
        sheet.visible = source.visibility == 0
        sheet.merged = [(top + 1, left + 1, bottom, right) for top, bottom, left, right in source.merged_cells]
        return sheet

    def _cell(self, source: xlrd.sheet.Sheet, row: int, column: int) -> Cell | None:
        kind, value = source.cell_type(row, column), source.cell_value(row, column)
        place = row + 1, column + 1
        if kind == xlrd.XL_CELL_TEXT:
            return self._text_cell(source, row, column, value) if value.strip() else self._sum(source, *place)
        if kind in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
            digits = float_digits(value)
            if digits is None:
                return Cell(*place, "error", "#NUM!")
            return self.book.number_cell(*place, digits, self.meanings[source.cell_xf_index(row, column)])
        if kind == xlrd.XL_CELL_BOOLEAN:
            return Cell(*place, "bool", "TRUE" if value else "FALSE")
        if kind == xlrd.XL_CELL_ERROR:
            return Cell(*place, "error", xlrd.error_text_from_code.get(value, "#ERROR!"))
        return None

    def _sum(self, source: xlrd.sheet.Sheet, row: int, column: int) -> Cell | None:
        """What looks like an empty text may be a sum that waits for its value."""
        formula = self._uncomputed.get((source.number, row, column))
        return Cell(row, column, "formula", f"={formula}", None, formula) if formula else None

    @cached_property
    def _uncomputed(self) -> dict:
        return uncomputed_sums(self.content)

    def _text_cell(self, source: xlrd.sheet.Sheet, row: int, column: int, value: str) -> Cell:
        encoding = self.encodings[source.cell_xf_index(row, column)]
        runs = source.rich_text_runlist_map.get((row, column))
        return self.book.text_cell(
            row + 1, column + 1, self._pieces(value, runs, encoding) if runs else value, encoding
        )

    def _pieces(self, value: str, runs: list[tuple[int, int]], encoding: str | None) -> Text:
        """The text cut where its font changes; whole if none of its fonts is an old one."""
        starts = [(0, encoding), *((start, self._encoding(font)) for start, font in runs)]
        if not any(own for _, own in starts):
            return value
        ends = [start for start, _ in starts[1:]] + [len(value)]
        return [(own or "unicode", value[start:end]) for (start, own), end in zip(starts, ends, strict=True)]
