"""Where a cell stands, as spreadsheets write it: "E9" is row 9, column 5."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=16_384)  # the columns of a sheet
def column_letters(index: int) -> str:
    """1 -> "A", 27 -> "AA"."""
    letters = ""
    while index:
        index, remainder = divmod(index - 1, 26)
        letters = chr(65 + remainder) + letters
    return letters


def column_index(letters: str) -> int:
    """ "A" -> 1, "aa" -> 27."""
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - 64
    return index


def address(row: int, column: int) -> str:
    """(9, 5) -> "E9"."""
    return f"{column_letters(column)}{row}"


def on_sheet(sheet: str, cell: str) -> str:
    """("SN (2)", "E9") -> "'SN (2)'!E9", as a formula of any sheet may write it."""
    return "'" + sheet.replace("'", "''") + f"'!{cell}"


def seen_from(here: str, sheet: str, cell: str) -> str:
    """A cell of `sheet` as a formula on the sheet `here` would write it: "E9", or "'SN (2)'!E9" from another sheet."""
    return cell if here == sheet else on_sheet(sheet, cell)
