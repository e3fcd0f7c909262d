"""The plain sums of an .xls that a program wrote without their values. xlrd shows them as empty texts, without formula.

Excel stores an empty text for ="" too, but never for a sum: so a formula of this file that has an empty result and is
a plain sum was never computed. [MS-XLS] 2.4.127 (Formula) and 2.5.198 (its tokens) give the layouts used here.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from struct import error as StructError
from struct import unpack_from

from fundflow.addresses import address
from fundflow.reader.numbers import float_digits

BOUND_SHEET, FORMULA, BEGIN, WORKSHEET = 0x85, 0x06, 0x809, 0
SUM = 4

# Tokens, as the class "reference" writes them.
SIGNS, UNARY = {0x03: "+", 0x04: "-"}, {0x12: "+", 0x13: "-"}
PARENTHESES, ATTRIBUTE, WHOLE, NUMBER, FUNCTION, CELL, AREA = 0x15, 0x19, 0x1E, 0x1F, 0x22, 0x24, 0x25
ATTRIBUTE_SUM, ATTRIBUTES_THAT_SAY_NOTHING = 0x10, (0x01, 0x40, 0x41)  # volatile, spaces

Key = tuple[int, int, int]  # worksheet (from 0), row, column (from 1)


def uncomputed_sums(content: bytes) -> dict[Key, str]:
    """The formulas ("A1+SUM(B1:B5)") of the cells that wait for their value, BIFF8 only; none if anything is odd."""
    try:
        return dict(_formulas(_stream(content)))
    except (StructError, IndexError, OSError, ValueError):
        return {}


def _stream(content: bytes) -> bytes:
    import olefile

    with olefile.OleFileIO(io.BytesIO(content)) as container:
        return container.openstream("Workbook").read()


def _formulas(stream: bytes) -> Iterator[tuple[Key, str]]:
    starts: dict[int, int] = {}  # place in the stream -> worksheet
    sheet = -1
    position = 0
    while position + 4 <= len(stream):
        kind, length = unpack_from("<HH", stream, position)
        data = stream[position + 4 : position + 4 + length]
        if kind == BOUND_SHEET and data[5] == WORKSHEET:
            starts[unpack_from("<I", data)[0]] = len(starts)
        elif kind == BEGIN:
            sheet = starts.get(position, sheet)
        elif kind == FORMULA and data[6] == 3 and data[12:14] == b"\xff\xff":  # its result is the empty text
            row, column = unpack_from("<HH", data)
            (size,) = unpack_from("<H", data, 20)
            if text := _text(data[22 : 22 + size]):
                yield (sheet, row + 1, column + 1), text
        position += 4 + length


def _text(tokens: bytes) -> str | None:
    """Tokens in reverse Polish order -> a formula; None if one of them has no place in a plain sum."""
    stack: list[str] = []
    position = 0
    while position < len(tokens):
        token = tokens[position]
        position += 1
        if token & 0x60:
            token = token & 0x1F | 0x20
        if token in SIGNS:
            right = stack.pop()
            stack.append(stack.pop() + SIGNS[token] + right)
        elif token in UNARY:
            stack.append(UNARY[token] + stack.pop())
        elif token == PARENTHESES:
            stack.append(f"({stack.pop()})")
        elif token in OPERANDS:
            text, size = OPERANDS[token](tokens, position)
            stack.append(text)
            position += size
        elif token == ATTRIBUTE and tokens[position] in (ATTRIBUTE_SUM, *ATTRIBUTES_THAT_SAY_NOTHING):
            if tokens[position] == ATTRIBUTE_SUM:
                stack.append(f"SUM({stack.pop()})")
            position += 3
        elif token == FUNCTION and unpack_from("<H", tokens, position + 1)[0] == SUM:
            first = len(stack) - tokens[position]
            stack[first:] = [f"SUM({','.join(stack[first:])})"]
            position += 3
        else:
            return None
    return stack[0] if len(stack) == 1 else None


def _whole(tokens: bytes, position: int) -> tuple[str, int]:
    return str(unpack_from("<H", tokens, position)[0]), 2


def _number(tokens: bytes, position: int) -> tuple[str, int]:
    return float_digits(unpack_from("<d", tokens, position)[0]) or "?", 8


def _cell(tokens: bytes, position: int) -> tuple[str, int]:
    row, column = unpack_from("<HH", tokens, position)
    return address(row + 1, (column & 0xFF) + 1), 4


def _area(tokens: bytes, position: int) -> tuple[str, int]:
    top, bottom, left, right = unpack_from("<4H", tokens, position)
    return f"{address(top + 1, (left & 0xFF) + 1)}:{address(bottom + 1, (right & 0xFF) + 1)}", 8


OPERANDS = {WHOLE: _whole, NUMBER: _number, CELL: _cell, AREA: _area}
