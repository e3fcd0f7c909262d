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

LONGEST_ROW = 4_000_000  # characters; beyond it, what looked like the start of a row is left to the parser
# What a part in UTF-8 begins with: a declaration that says so or nothing, or no declaration.
DECLARATION = re.compile(
    rb"""(?:\xef\xbb\xbf)?(?:<\?xml version=["']1\.0["'](?: encoding=["'](?:utf|UTF)-8["'])?"""
    rb"""(?: standalone=["']\w+["'])? ?\?>)?\s*(?=<[A-Za-z])"""
)
ELSEWHERE = re.compile("<[!?]")  # comments, CDATA, processing instructions: rows in them are none
ROW = re.compile(r'<row r="([1-9][0-9]{0,6})"((?: [A-Za-z0-9:]+="[^"<>&]*")*)>(.*?)</row>', re.DOTALL)
ATTRIBUTE = re.compile(r' ([A-Za-z0-9:]+)="([^"]*)"')
TEXT = r"[^<>&\x00-\x08\x0b-\x1f\ufffe\uffff]*"
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
    position = 0
    for match in ROW.finditer(text):
        if match.start() > position:
            yield text[position : match.start()]
        if not _take_row(match, builder):
            yield match.group()
        position = match.end()
    end = max(text.rfind("<row", position), position)
    if end == position and not text.startswith("<row", position):
        end = max(text.rfind("<", position), position)
    yield text[position:end]
    return text[end:]


def _take_row(match: re.Match[str], builder: XlsxSheetBuilder) -> bool:
    """Gives the cells of a plain row to the builder; False, and nothing done, if the row is not plain."""
    number, written, body = match.groups()
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
    moments, encodings = builder.styles.moments, builder.styles.encodings
    cells: list[Cell] = []
    for _, letters, _, style, code, formula, value, inline in found:
        if not (value or inline or formula):
            continue
        column = columns.get(letters) or builder.column(letters)
        style = style or None
        if value and not formula:  # the two usual kinds of cell, without a call
            if not code and style not in moments and (digits := plain_digits(value)):
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
