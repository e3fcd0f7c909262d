"""Gives cells of a worksheet part another format and leaves every other byte; makes cells that are not there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from fundflow.addresses import address
from fundflow.reports.marking.xml_text import Splice, Tag, element_end, needed, splice, tags

Place = tuple[int, int]  # row, column, from 1
REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")


def place(reference: str) -> Place | None:
    """ "E9" -> (9, 5); of a range the first cell; None for what is no address."""
    match = REFERENCE.fullmatch(reference.strip().upper().partition(":")[0])
    return (int(match[2]), column_number(match[1])) if match else None


def column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def merged_ranges(text: str) -> list[tuple[Place, Place]]:
    """Each merged range as its first and last place."""
    listed = (tag for tag in tags(text, "mergeCell", start=end_of_cells(text)) if tag.kind != "close")
    ranges = ((tag.get("ref") or "").partition(":") for tag in listed)
    ends = ((place(start), place(end or start)) for start, _, end in ranges)
    return [(start, end) for start, end in ends if start and end]


def end_of_cells(text: str) -> int:
    """Where the cells end. Most of a large sheet are its cells: what stands around them is looked for around them."""
    data = needed(text, "sheetData")
    return max(text.rfind(f"</{data.prefix}sheetData"), data.start)


def anchor(where: Place, merged: list[tuple[Place, Place]]) -> Place:
    """The cell that shows what is said of `where`: of a merged range the first."""
    for start, end in merged:
        if start[0] <= where[0] <= end[0] and start[1] <= where[1] <= end[1]:
            return start
    return where


def rows(text: str) -> Iterator[tuple[int, Tag, int]]:
    """Each row's number, its tag and the offset past it."""
    number, opened = 0, None
    for tag in tags(text, "row"):
        if tag.kind == "close":
            if opened:
                yield number, opened, tag.end
            opened = None
            continue
        number = int(tag.get("r") or number + 1)
        if tag.kind == "empty":
            yield number, tag, tag.end
        else:
            opened = tag


def cells(text: str, row_tag: Tag, row_end: int) -> Iterator[tuple[int, Tag]]:
    """Each cell's column and its tag."""
    column = 0
    for tag in tags(text, "c", start=row_tag.end, end=row_end):
        if tag.kind == "close":
            continue
        where = place(tag.get("r") or "")
        column = where[1] if where else column + 1
        yield column, tag


def format_numbers(text: str, wanted: set[Place] | None = None) -> dict[Place, int]:
    """The number of the format of each cell that is there, or of the wanted ones, there or not."""
    found: dict[Place, int] = {}
    default = _column_formats(text)
    wanted_rows = None if wanted is None else {row for row, _ in wanted}
    row_formats: dict[int, int] = {}
    for row, tag, end in rows(text):
        if wanted_rows is not None and row not in wanted_rows:
            continue
        if tag.get("customFormat") in ("1", "true"):
            row_formats[row] = int(tag.get("s") or 0)
        found |= {(row, column): int(cell.get("s") or 0) for column, cell in cells(text, tag, end)}
    if wanted is None:
        return found
    return {where: found.get(where, row_formats.get(where[0], default(where[1]))) for where in wanted}


def formatted_as(text: str, numbers: set[int]) -> dict[Place, int]:
    """The cells that have a format of one of these numbers. Quick, for most cells of most sheets have none."""
    any_of = "|".join(map(str, sorted(numbers)))
    candidates = [match[0] for match in re.finditer(rf"""<[\w.:-]*\bc\s[^<>]*?\bs=["'](?:{any_of})["'][^<>]*>""", text)]
    cells_found = [next(tags(candidate, "c")) for candidate in candidates]
    places = [place(tag.get("r") or "") for tag in cells_found]
    if None in places:  # a file that does not write addresses: they must be counted
        return {where: number for where, number in format_numbers(text).items() if number in numbers}
    return {where: int(tag.get("s") or 0) for where, tag in zip(places, cells_found, strict=True) if where}


def reformat(text: str, wanted: dict[Place, int]) -> str:
    """`text` of a worksheet in which these cells have the format of that number."""
    by_row: dict[int, dict[int, int]] = {}
    for (row, column), number in sorted(wanted.items()):
        by_row.setdefault(row, {})[column] = number
    edits: list[Splice] = []
    missing = sorted(by_row)
    data = needed(text, "sheetData")
    for number, tag, end in rows(text):
        while missing and missing[0] < number:
            before = missing.pop(0)
            edits.append(Splice(tag.start, tag.start, _new_row(before, by_row[before], tag.prefix)))
        if missing and missing[0] == number:
            edits += _edits_in_row(text, number, tag, end, by_row[missing.pop(0)])
    rest = "".join(_new_row(row, by_row[row], data.prefix) for row in missing)
    return splice(text, [*edits, *_at_the_end(text, data, rest)])


def _edits_in_row(text: str, number: int, row: Tag, end: int, formats: dict[int, int]) -> list[Splice]:
    edits, missing = [], sorted(formats)
    for column, tag in cells(text, row, end):
        while missing and missing[0] < column:
            before = missing.pop(0)
            edits.append(Splice(tag.start, tag.start, _new_cell(number, before, formats[before], row.prefix)))
        if missing and missing[0] == column:
            edits.append(Splice(tag.start, tag.end, tag.having(s=formats[missing.pop(0)])))
    rest = "".join(_new_cell(number, column, formats[column], row.prefix) for column in missing)
    return [*edits, *_at_the_end(text, row, rest, end)]


def _new_row(number: int, formats: dict[int, int], prefix: str) -> str:
    inside = "".join(_new_cell(number, column, each, prefix) for column, each in sorted(formats.items()))
    return f'<{prefix}row r="{number}">{inside}</{prefix}row>'


def _new_cell(row: int, column: int, number: int, prefix: str) -> str:
    return f'<{prefix}c r="{address(row, column)}" s="{number}"/>'


def _at_the_end(text: str, tag: Tag, children: str, end: int | None = None) -> list[Splice]:
    """`children` as the last ones of the element that `tag` opens and that ends at `end`."""
    if not children:
        return []
    if tag.kind == "empty":
        opened = f"{tag.source[:-2].rstrip()}>{children}</{tag.prefix}{tag.name}>"
        return [Splice(tag.start, tag.end, opened)]
    close = text.rindex("<", 0, element_end(text, tag) if end is None else end)
    return [Splice(close, close, children)]


def _column_formats(text: str) -> Callable[[int], int]:
    """The format that an empty cell of a column has: column number -> format number."""
    spans = [
        (int(tag.get("min") or 0), int(tag.get("max") or 0), int(tag.get("style") or 0))
        for tag in tags(text, "col", end=needed(text, "sheetData").start)
        if tag.kind != "close"
    ]
    return lambda column: next((style for low, high, style in spans if low <= column <= high), 0)
