"""Delimited text (.csv, .tsv) -> Workbook of one sheet. Every cell stays text: what "1.234" means is not said here.

Encodings, in this order: a byte order mark decides; UTF-8 if it is valid; Mac Roman where lines end as on old
Macintoshes (Excel's "CSV (Macintosh)"); else Windows-1258 (whose tone marks are
characters of their own) or Windows-1252 (text of old fonts, English), whichever gives more Vietnamese syllables.
"""

from __future__ import annotations

import codecs
import csv
import io
import unicodedata

from fundflow.reader.cells import Cell, Sheet, Workbook
from fundflow.reader.errors import refuse
from fundflow.reader.guard import Limits
from fundflow.reader.messages import finding
from fundflow.reader.syllables import is_syllable, words

MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
SHEET = "Sheet1"  # not the file's name: the archive knows the file by another
DELIMITERS = ";\t,|"
SAMPLE_LINES = 200
SAMPLE_CHARACTERS = 20_000
LONGEST_FIELD = 32_767  # as Excel


def read_delimited(content: bytes, limits: Limits) -> Workbook:
    """A row of the sheet is a record; one with line breaks inside is still one row, as Excel shows it."""
    text = decode(content)
    delimiter, text = _delimiter(text)
    sheet = Sheet(SHEET)
    csv.field_size_limit(LONGEST_FIELD * 4)
    warnings: list = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    count = 0
    try:
        for row, fields in enumerate(reader, start=1):
            if row > limits.rows:
                raise refuse("file.too_large", found=f"> {limits.rows:,} rows", allowed=f"{limits.rows:,}")
            cells = [Cell(row, column, "text", field) for column, field in enumerate(fields, start=1) if field.strip()]
            while cells and cells[-1].column > limits.columns:
                far = cells.pop()
                warnings.append(finding("file.far_cell", sheet=sheet.name, cell=far.address, value=far.text[:80]))
            count += len(cells)
            if cells:
                sheet.rows[row] = cells
            if len(warnings) > limits.far_cells or count > limits.cells:
                raise refuse("file.too_large", found=f"> {limits.columns:,} columns", allowed=f"{limits.columns:,}")
    except csv.Error as error:
        raise refuse("file.damaged", part=f"line {reader.line_num}", reason=str(error)) from None
    return Workbook("csv", [sheet], warnings)


def decode(content: bytes) -> str:
    """The text, NFC."""
    encoding = next((encoding for mark, encoding in MARKS if content.startswith(mark)), None) or _unmarked(content)
    try:
        return unicodedata.normalize("NFC", content.decode(encoding))
    except UnicodeError as error:
        raise refuse("file.damaged", part=encoding, reason=str(error)) from None


def _unmarked(content: bytes) -> str:
    if content[:200].count(0) > 20:  # UTF-16 without its mark: every other byte of Western text is zero
        return "utf-16-le" if content[1:200:2].count(0) > content[0:200:2].count(0) else "utf-16-be"
    try:
        content.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError:
        if b"\n" not in content and b"\r" in content:
            return "mac-roman"
        return max(("cp1258", "cp1252", "latin-1"), key=lambda encoding: _vietnamese(content, encoding))


def _vietnamese(content: bytes, encoding: str) -> int:
    """How many accented Vietnamese syllables the text holds in this encoding; -1 if it cannot be."""
    try:
        text = unicodedata.normalize("NFC", content.decode(encoding))
    except UnicodeDecodeError:
        return -1
    return sum(is_syllable(word) for word in words(text[:SAMPLE_CHARACTERS]) if not word.isascii())


def _delimiter(text: str) -> tuple[str, str]:
    """The delimiter, and the text without a leading "sep=;" line that Excel puts there."""
    first, _, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first.strip()) == 5:
        return first[4], "\n" + rest  # the line stays, empty: rows keep the numbers that Excel shows
    lines = text[:SAMPLE_CHARACTERS].splitlines()[:SAMPLE_LINES]
    return max(DELIMITERS, key=lambda delimiter: _regularity(lines, delimiter)), text


def _regularity(lines: list[str], delimiter: str) -> tuple[int, int]:
    """How many lines agree on one number of fields, of two and more; then how many fields."""
    counts = [line.count(delimiter) for line in _without_quoted(lines) if delimiter in line]
    if not counts:
        return 0, 0
    usual = max(set(counts), key=counts.count)
    return counts.count(usual), usual


def _without_quoted(lines: list[str]) -> list[str]:
    return ["".join(line.split('"')[::2]) for line in lines]
