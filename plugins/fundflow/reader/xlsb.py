"""A binary Excel workbook (.xlsb) -> Workbook. The parts are those of an .xlsx, written as records instead of XML.

A record: its number (1-2 bytes), its length (1-4 bytes), its content; [MS-XLSB] gives the layouts used here.
"""

from __future__ import annotations

from collections.abc import Iterator
from struct import error as StructError
from struct import unpack_from

from fundflow.reader.cells import Cell, Sheet, Workbook
from fundflow.reader.guard import Limits, Package
from fundflow.reader.legacy_fonts import encoding_of_font
from fundflow.reader.numbers import float_digits, meaning_of_format_id
from fundflow.reader.relations import Relations, main_part
from fundflow.reader.sheets import Book, SheetBuilder, Text
from fundflow.reader.xlsx import package_warnings
from fundflow.reader.xmlparts import damaged

ROW, BLANK, RK, ERROR, BOOL, REAL, STRING, SHARED = range(8)
FORMULA_STRING, FORMULA_REAL, FORMULA_BOOL, FORMULA_ERROR = range(8, 12)
RICH_STRING = 62
SHARED_ITEM, FONT, FORMAT, STYLE, COLUMNS, WORKBOOK_PROPERTIES, SHEET, MERGED = 19, 43, 44, 47, 60, 153, 156, 176
BEGIN_STYLES, END_STYLES = 617, 618

ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
CELL_HEAD = 8  # column, style


def read_xlsb(package: Package, limits: Limits) -> Workbook:
    """All worksheets in their order."""
    main = main_part(package, "xl/workbook.bin")
    try:
        return _read(package, main, limits)
    except (StructError, IndexError, UnicodeDecodeError) as error:
        raise damaged(main, str(error)) from None


def _read(package: Package, main: str, limits: Limits) -> Workbook:
    relations = Relations(package, main)
    reader = _SheetReader(Book(limits), package, relations.part_of_kind("styles"))
    if part := relations.part_of_kind("sharedStrings"):
        reader.strings = [
            _rich_string(data, reader) for number, data in records(package.read(part)) if number == SHARED_ITEM
        ]
    sheets = []
    for number, data in records(package.read(main)):
        if number == WORKBOOK_PROPERTIES:
            reader.book.epoch_1904 = bool(data[0] & 1)
        elif number == SHEET:
            relation_id, end = _string(data, 8)
            name, _ = _string(data, end)
            if part := relations.worksheet(relation_id, name):
                sheet = reader.read(name, package.read(part))
                sheet.visible = data[0] == 0
                sheets.append(sheet)
    reader.book.convert_legacy()
    return Workbook("xlsb", sheets, [*package_warnings(package, sheets), *reader.book.warnings])


def records(content: bytes) -> Iterator[tuple[int, bytes]]:
    """(number, content) of each record; damage ends in an IndexError."""
    position = 0
    while position < len(content):
        number = content[position]
        position += 1
        if number & 0x80:
            number = (number & 0x7F) | (content[position] & 0x7F) << 7
            position += 1
        length = shift = 0
        while shift < 28:
            byte = content[position]
            position += 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                break
        if position + length > len(content):
            raise IndexError("record beyond the end")
        yield number, content[position : position + length]
        position += length


def _string(data: bytes, position: int) -> tuple[str, int]:
    """A counted UTF-16 string and the place after it; the count FFFFFFFF is no string."""
    (length,) = unpack_from("<I", data, position)
    if length == 0xFFFFFFFF:
        return "", position + 4
    end = position + 4 + 2 * length
    if end > len(data):
        raise IndexError("string beyond the end")
    return data[position + 4 : end].decode("utf-16-le"), end


class _SheetReader:
    """Reads sheets with the workbook's strings and styles."""

    def __init__(self, book: Book, package: Package, styles: str | None):
        self.book = book
        self.strings: list[Text] = []
        self.fonts: list[str | None] = []  # encodings
        self.meanings: list[str | None] = []  # by style
        self.encodings: list[str | None] = []  # by style
        if styles:
            self._read_styles(package.read(styles))

    def _read_styles(self, content: bytes) -> None:
        formats: dict[int, str] = {}
        in_styles = False
        for number, data in records(content):
            if number == FONT:
                self.fonts.append(encoding_of_font(_string(data, 21)[0]))
            elif number == FORMAT:
                formats[unpack_from("<H", data)[0]] = _string(data, 2)[0]
            elif number in (BEGIN_STYLES, END_STYLES):
                in_styles = number == BEGIN_STYLES
            elif number == STYLE and in_styles:
                _parent, form, font = unpack_from("<HHH", data)
                self.meanings.append(meaning_of_format_id(form, formats))
                self.encodings.append(self.fonts[font] if font < len(self.fonts) else None)

    def read(self, name: str, content: bytes) -> Sheet:
        builder = SheetBuilder(name, self.book)
        row = 0
        for number, data in records(content):
            if number == ROW:
                row = unpack_from("<I", data)[0] + 1
                if data[11] & 0x10:
                    builder.hidden_rows.add(row)
            elif number in CELL_READERS:
                column, style = unpack_from("<II", data)
                if cell := CELL_READERS[number](self, row, column + 1, style & 0xFFFFFF, data):
                    builder.add(cell)
            elif number == MERGED:
                top, bottom, left, right = unpack_from("<4I", data)
                builder.sheet.merged.append((top + 1, left + 1, bottom + 1, right + 1))
            elif number == COLUMNS:
                first, last, _width, _style, flags = unpack_from("<4IH", data)
                if flags & 1:
                    builder.hidden_columns.update(range(first + 1, min(last + 1, self.book.limits.columns) + 1))
        return builder.finish()

    def number(self, row: int, column: int, style: int, value: float) -> Cell:
        digits = float_digits(value)
        if digits is None:
            return Cell(row, column, "error", "#NUM!")
        meaning = self.meanings[style] if style < len(self.meanings) else None
        return self.book.number_cell(row, column, digits, meaning)

    def text(self, row: int, column: int, style: int, text: Text) -> Cell | None:
        if not text or (isinstance(text, str) and text.isspace()):
            return None
        return self.book.text_cell(row, column, text, self.encodings[style] if style < len(self.encodings) else None)


def _rich_string(data: bytes, reader: _SheetReader) -> Text:
    """A string with its runs of fonts; a plain text if none of them is an old one."""
    text, end = _string(data, 1)
    if not data[0] & 1:
        return text
    (count,) = unpack_from("<I", data, end)
    runs = [unpack_from("<HH", data, end + 4 + 4 * place) for place in range(min(count, len(data) // 4))]
    encodings = [reader.fonts[font] if font < len(reader.fonts) else None for _, font in runs]
    if not any(encodings):
        return text
    starts = [0, *(start for start, _ in runs)]
    ends = [*(start for start, _ in runs), len(text)]
    owners = ["", *(encoding or "unicode" for encoding in encodings)]
    return [(owner, text[start:end]) for owner, start, end in zip(owners, starts, ends, strict=True)]


def _rk(reader: _SheetReader, row: int, column: int, style: int, data: bytes) -> Cell:
    """A number in 30 bits: whole or the upper half of a float, perhaps in hundredths."""
    (raw,) = unpack_from("<i", data, CELL_HEAD)
    value = raw >> 2 if raw & 2 else unpack_from("<d", b"\0\0\0\0" + (raw & ~3).to_bytes(4, "little", signed=True))[0]
    return reader.number(row, column, style, value / 100 if raw & 1 else float(value))


def _real(reader: _SheetReader, row: int, column: int, style: int, data: bytes) -> Cell:
    return reader.number(row, column, style, unpack_from("<d", data, CELL_HEAD)[0])


def _text(reader: _SheetReader, row: int, column: int, style: int, data: bytes) -> Cell | None:
    return reader.text(row, column, style, _string(data, CELL_HEAD)[0])


def _rich_text(reader: _SheetReader, row: int, column: int, style: int, data: bytes) -> Cell | None:
    return reader.text(row, column, style, _rich_string(data[CELL_HEAD:], reader))


def _shared_text(reader: _SheetReader, row: int, column: int, style: int, data: bytes) -> Cell | None:
    return reader.text(row, column, style, reader.strings[unpack_from("<I", data, CELL_HEAD)[0]])


def _bool(_reader: _SheetReader, row: int, column: int, _style: int, data: bytes) -> Cell:
    return Cell(row, column, "bool", "TRUE" if data[CELL_HEAD] else "FALSE")


def _error(_reader: _SheetReader, row: int, column: int, _style: int, data: bytes) -> Cell:
    return Cell(row, column, "error", ERRORS.get(data[CELL_HEAD], "#ERROR!"))


CELL_READERS = {
    RK: _rk,
    ERROR: _error,
    BOOL: _bool,
    REAL: _real,
    STRING: _text,
    SHARED: _shared_text,
    FORMULA_STRING: _text,
    FORMULA_REAL: _real,
    FORMULA_BOOL: _bool,
    FORMULA_ERROR: _error,
    RICH_STRING: _rich_text,
}
