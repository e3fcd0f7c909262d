"""Nearly every row of nearly every workbook is written in the same few ways. Such plain rows are taken out of the XML
here by regular expressions, before the parser sees the rest; that halves the time of a large workbook.

It changes nothing but the time: a row is plain only if every character of it is accounted for by the patterns below,
which allow no more than XML does; all other rows go to the parser (tests/reader/test_plain_rows.py compares the two).
Where a comment, CDATA, a processing instruction or another encoding than UTF-8 turns up, so does everything from there.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Generator, Iterable, Iterator
from itertools import chain

from fundflow.reader.cells import Cell
from fundflow.reader.guard import CHUNK
from fundflow.reader.numbers import plain_digits
from fundflow.reader.xlsx_cells import XlsxSheetBuilder
from fundflow.reader.xlsx_strings import unescape
from fundflow.reader.xmlparts import DECLARATION, TEXT

LONGEST_ROW = 4_000_000  # characters; beyond it, what looked like the start of a row is left to the parser
ELSEWHERE = re.compile("<[!?]")  # comments, CDATA, processing instructions: rows in them are none
ROW = re.compile(r'<row r="([1-9][0-9]{0,6})"((?: [A-Za-z0-9:]+="[^"<>&]*")*)>')
ROW_END = "</row>"
ATTRIBUTE = re.compile(r' ([A-Za-z0-9:]+)="([^"]*)"')
CELL = re.compile(
    r'(<c r="([A-Z]{1,3})([0-9]+)"(?: s="([0-9]+)")?(?: t="(n|s|str|inlineStr)")?(?:/>|>'
    rf'(?:<f(?: aca="false")?>({TEXT})</f>)?'
    rf'(?:<v>({TEXT})</v>|<is><t(?: xml:space="preserve")?>({TEXT})</t></is>)?</c>))'
)


def without_plain_rows(chunks: Iterable[bytes], builder: XlsxSheetBuilder) -> Iterator[str | bytes]:
    """The part without its plain rows, whose cells the builder gets."""
    chunks = iter(chunks)
    first = next(chunks, b"")
    declaration = DECLARATION.match(first[:200])
    if not declaration:
        yield from (first, *chunks)
        return
    decoder = codecs.getincrementaldecoder("utf-8")()
    text = ""
    for chunk in chain([first[declaration.end() :]], chunks):
        try:
            text += decoder.decode(chunk)
        except UnicodeDecodeError:  # the parser says where
            yield text
            yield chunk
            return
        if ELSEWHERE.search(text) or len(text) > LONGEST_ROW + CHUNK or builder.prefix:
            yield text
            yield decoder.getstate()[0]
            yield from chunks
            return
        text = yield from _take_rows(text, builder)
    yield text
    yield decoder.getstate()[0]


def _take_rows(text: str, builder: XlsxSheetBuilder) -> Generator[str, None, str]:
    """Yields what is not a plain row; returns the end of the text, which may be the beginning of a row."""
    *rows, rest = text.split(ROW_END)
    for row in rows:
        start = ROW.search(row)
        before = start.start() if start else len(row)
        if before:
            yield row[:before]
        if start is None or not _take_row(start, row[start.end() :], builder):
            yield row[before:] + ROW_END
    end = rest.rfind("<row")
    if end < 0:
        end = max(rest.rfind("<"), 0)
    yield rest[:end]
    return rest[end:]


def _take_row(start: re.Match[str], body: str, builder: XlsxSheetBuilder) -> bool:
    """Gives the cells of a plain row to the builder; False, and nothing done, if the row is not plain."""
    number, written = start.groups()
    attributes = dict(ATTRIBUTE.findall(written))
    found = CELL.findall(body)
    if (
        builder.prefix
        or "r" in attributes
        or len(attributes) != written.count('="')
        or sum([len(cell[0]) for cell in found]) != len(body)
        or [cell[2] for cell in found].count(number) != len(found)
    ):
        return False
    row = builder.open_row(attributes | {"r": number})
    columns, strings = builder.columns, builder.strings
    meanings, encodings = builder.styles.meanings, builder.styles.encodings
    cells: list[Cell] = []
    for _, letters, _, style, code, formula, value, inline in found:
        column = columns.get(letters) or builder.column(letters)
        if not (value or inline or formula):
            continue
        style = style or None
        if value and not formula:  # the two usual kinds of cell, without a call
            if not code and style not in meanings and (digits := plain_digits(value)):
                cells.append(Cell(row, column, "number", digits))
                continue
            if code == "s" and style not in encodings and value.isdecimal() and int(value) < len(strings):
                shared = strings[int(value)]
                if shared and type(shared) is str:
                    cells.append(Cell(row, column, "text", shared))
                    continue
        told = {"t": code or "n"} | ({"s": style} if style else {})
        made = builder.cell(row, column, told, value or unescape(inline), formula or None, {})
        if made is not None:
            cells.append(made)
    if cells:
        builder.close_row(row, cells)
    return True
