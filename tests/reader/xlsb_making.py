"""A writer of small .xlsb workbooks: just the records that the reader must know."""

from __future__ import annotations

from datetime import datetime
from struct import pack

from making import relations_xml, zip_of

ERRORS = {"#REF!": 0x17, "#DIV/0!": 0x07}


def record(number: int, data: bytes = b"") -> bytes:
    head = bytes([number]) if number < 0x80 else bytes([number & 0x7F | 0x80, number >> 7])
    size, length = b"", len(data)
    while True:
        size += bytes([length & 0x7F | (0x80 if length > 0x7F else 0)])
        length >>= 7
        if not length:
            return head + size + data


def wide(text: str) -> bytes:
    return pack("<I", len(text.encode("utf-16-le")) // 2) + text.encode("utf-16-le")


def _cell(column: int, value, strings: list[str]) -> bytes:
    head = pack("<II", column, 1 if isinstance(value, datetime) else 0)
    if value is None:
        return record(1, head)
    if isinstance(value, bool):
        return record(4, head + bytes([value]))
    if value in ERRORS:
        return record(3, head + bytes([ERRORS[value]]))
    if isinstance(value, int):
        return record(2, head + pack("<i", value << 2 | 2))
    if isinstance(value, datetime):
        value = float((value - datetime(1899, 12, 30)).days)
    if isinstance(value, float):
        hundredths = round(value * 100)
        if hundredths / 100 == value and abs(hundredths) < 2**29:
            return record(2, head + pack("<i", hundredths << 2 | 3))
        return record(5, head + pack("<d", value))
    if len(value) < 2:
        return record(6, head + wide(value))
    strings.append(value)
    return record(7, head + pack("<I", len(strings) - 1))


def parts_of_xlsb(rows: list[tuple]) -> dict[str, str | bytes]:
    strings: list[str] = []
    sheet = b""
    for number, values in enumerate(rows):
        sheet += record(0, pack("<IIHBB", number, 0, 300, 0, 0) + bytes(5))
        sheet += b"".join(_cell(column, value, strings) for column, value in enumerate(values))
    styles = (
        record(617) + record(47, pack("<HHH", 0, 0, 0) + bytes(10)) + record(47, pack("<HHH", 0, 14, 0) + bytes(10))
    )
    targets = {
        "r1": ("worksheet", "worksheets/sheet1.bin"),
        "r2": ("sharedStrings", "sharedStrings.bin"),
        "r3": ("styles", "styles.bin"),
    }
    return {
        "_rels/.rels": relations_xml({"r1": ("officeDocument", "xl/workbook.bin")}),
        "xl/workbook.bin": record(156, pack("<II", 0, 1) + wide("r1") + wide("A")),
        "xl/_rels/workbook.bin.rels": relations_xml(targets),
        "xl/worksheets/sheet1.bin": sheet,
        "xl/sharedStrings.bin": b"".join(record(19, b"\0" + wide(text)) for text in strings),
        "xl/styles.bin": styles + record(618),
    }


def xlsb(rows: list[tuple]) -> bytes:
    return zip_of(parts_of_xlsb(rows))
