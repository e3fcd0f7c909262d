"""Where the tables of a sheet begin: header blocks, found by their words, and the path of header texts above each column."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from fundflow.addresses import address
from fundflow.amounts import parse
from fundflow.reader.cells import Cell, Sheet
from fundflow.text import bare, has_words, tidy

MAX_HEADER_ROWS = 8
YEARS = range(1990, 2100)
COLUMN_NUMBER_MARKS = frozenset("()[]0123456789=+-*/%: x")


@dataclass(slots=True)
class Header:
    """A header block: its rows, and per column the texts from the top group down to the column's own header."""

    first_row: int
    last_row: int
    name_column: int
    paths: dict[int, tuple[str, ...]]
    cells: dict[int, str]  # the address of the lowest header cell of each column
    spread: frozenset[int] = frozenset()  # columns whose group header nobody merged: it may not be theirs
    bare_paths: dict[int, tuple[str, ...]] = field(init=False)

    def __post_init__(self) -> None:
        self.bare_paths = {column: tuple(map(bare, path)) for column, path in self.paths.items()}

    def text(self, column: int) -> str:
        return joined(self.paths[column])


def joined(path: Iterable[object]) -> str:
    """A path of headers as people are shown it."""
    return " › ".join(map(str, path))


def find_headers(sheet: Sheet, is_anchor: Callable[[str], bool], is_title: Callable[[str], bool]) -> list[Header]:
    """Every header block of the sheet, top to bottom.

    `is_anchor` gets a bare text and knows the headers that every table has (its name column); `is_title` gets a text
    and knows what stands above a header without being part of it (the unit of money).
    """
    headers: list[Header] = []
    last_row = 0
    for row in sorted(sheet.rows):
        if row <= last_row or not _looks_like_header(sheet.rows[row]):
            continue
        texts = (cell for cell in sheet.rows[row] if cell.kind == "text" and not _says_more(cell.text))
        anchor = next((cell for cell in texts if is_anchor(bare(cell.text)) and not is_title(cell.text)), None)
        if anchor is None:
            continue
        header = _block(sheet, row, anchor, is_title, last_row)
        headers.append(header)
        last_row = header.last_row
    return headers


def _says_more(text: str) -> bool:
    """ "Đơn vị: UBND huyện Hương Khê" is no header, though it begins like one."""
    return bool(text.partition(":")[2].strip())


def _looks_like_header(cells: list[Cell]) -> bool:
    """At least two texts with words, and no amount: a data row has a number, a typed number or a dash somewhere."""
    for cell in cells:  # every row of every sheet comes by here
        if cell.kind in ("number", "formula") and not is_year(cell):
            return False
    texts = [cell.text.strip() for cell in cells if cell.kind == "text"]
    return sum(map(has_words, texts)) >= 2 and not any(_is_amount(text) for text in texts)


def _is_amount(text: str) -> bool:
    if text.isdecimal():
        return int(text) not in YEARS
    return text in ("-", "–", "—") or parse(text) is not None


def is_year(cell: Cell) -> bool:
    """True for a header that is nothing but a year."""
    return cell.text.isdecimal() and int(cell.text) in YEARS


def _block(sheet: Sheet, row: int, anchor: Cell, is_title: Callable[[str], bool], after: int) -> Header:
    merged = [area for area in sheet.merged if area[2] >= row - MAX_HEADER_ROWS and area[0] <= row + MAX_HEADER_ROWS]
    first_row = _upward(sheet, row, anchor, merged, is_title, after)
    last_row = _downward(sheet, row, anchor, merged)
    grid, spread = _grid(sheet, first_row, last_row, merged)
    paths, cells = {}, {}
    for column in sorted({column for texts in grid.values() for column in texts}):
        path: list[str] = []
        for current in range(first_row, last_row + 1):
            text, own = grid[current].get(column, ("", ""))
            if text and (not path or path[-1] != text):
                path.append(text)
            if own:
                cells[column] = own
        if path:
            paths[column] = tuple(path)
            cells.setdefault(column, address(last_row, column))
    return Header(first_row, last_row, anchor.column, _without_gaps(sheet, last_row, paths), cells, spread)


def _without_gaps(sheet: Sheet, last_row: int, paths: dict[int, tuple[str, ...]]) -> dict[int, tuple[str, ...]]:
    """Without the columns that have only the group header of the one beside them, and nothing below: left for the eye."""
    gaps = {
        column
        for column, path in paths.items()
        if any(len(other) > len(path) and other[: len(path)] == path for other in _beside(column, paths))
    }
    if gaps:
        gaps -= {cell.column for row, cells in sheet.rows.items() if row > last_row for cell in cells}
    return {column: path for column, path in paths.items() if column not in gaps}


def _beside(column: int, paths: dict[int, tuple[str, ...]]) -> list[tuple[str, ...]]:
    return [paths[other] for other in (column - 1, column + 1) if other in paths]


def _upward(sheet: Sheet, row: int, anchor: Cell, merged: list, is_title: Callable[[str], bool], after: int) -> int:
    """A name header that stands at the bottom of an unmerged block has group headers in the rows above it."""
    first = row
    for area in merged:
        if area[0] < row <= area[2] and area[1] <= anchor.column <= area[3]:
            first = min(first, area[0])
    while first - 1 > after and first - 1 in sheet.rows:
        above = [cell for cell in sheet.rows[first - 1] if tidy(cell.text)]
        grouped = len(above) >= 2 or any(area[0] == first - 1 and area[3] > area[1] > anchor.column for area in merged)
        below = {cell.column for cell in sheet.rows[first]}
        right_of_name = all(
            cell.column > anchor.column and cell.column in below and (cell.kind == "text" or is_year(cell))
            for cell in above
        )
        amounts = not _looks_like_header_part(above)
        if not above or not grouped or not right_of_name or amounts or any(is_title(cell.text) for cell in above):
            break
        first -= 1
    return first


def _downward(sheet: Sheet, row: int, anchor: Cell, merged: list) -> int:
    """The block ends before the first row that has a name or an item number of its own, or a stored number."""
    last = max(
        [area[2] for area in merged if area[0] <= row <= area[2] and area[1] <= anchor.column <= area[3]] or [row]
    )
    number_column = min(cell.column for cell in sheet.rows[row])
    above = {cell.column: bare(cell.text) for cell in sheet.rows[row]}
    for candidate in range(last + 1, row + MAX_HEADER_ROWS):
        cells = [cell for cell in sheet.rows.get(candidate, ()) if tidy(cell.text)]
        if not cells:
            if candidate + 1 not in sheet.rows:
                break
            continue
        # what repeats the cell above was one merged cell, which a program filled into each
        own = [cell for cell in cells if above.get(cell.column) != bare(cell.text)]
        if _has_own_name(own, anchor, number_column) or any(not (c.kind == "text" or is_year(c)) for c in cells):
            break
        if all(is_column_number(cell.text) and not is_year(cell) for cell in cells) or not _looks_like_header_part(
            cells
        ):
            break
        last = candidate
    return last


def _has_own_name(cells: list[Cell], anchor: Cell, number_column: int) -> bool:
    """A row of the table says something in its name's or its number's column; other columns may be split left of it."""
    left = {cell.column for cell in cells if cell.column <= anchor.column}
    return bool(left & {anchor.column, number_column}) or (bool(left) and len(left) == len(cells))


def _looks_like_header_part(cells: list[Cell]) -> bool:
    return not any(_is_amount(cell.text.strip()) for cell in cells)


def is_column_number(text: str) -> bool:
    return all(character in COLUMN_NUMBER_MARKS for character in text)


def _grid(sheet: Sheet, first: int, last: int, merged: list) -> tuple[dict[int, dict], frozenset[int]]:
    """(row -> column -> (text, address of the cell if the text is its own), merged and grouped headers spread out;
    the columns that a group nobody merged was spread to)."""
    grid: dict[int, dict[int, tuple[str, str]]] = {
        row: {cell.column: (tidy(cell.text), cell.address) for cell in sheet.rows.get(row, ()) if tidy(cell.text)}
        for row in range(first, last + 1)
    }
    for top, left, bottom, right in merged:
        if top < first or top > last:
            continue
        text = grid[top].get(left, ("", ""))[0]
        if not text:
            continue
        for row in range(top, min(bottom, last) + 1):
            for column in range(left, right + 1):
                grid[row].setdefault(column, (text, ""))
    return grid, _spread_unmerged_groups(grid, first, last)


def _spread_unmerged_groups(grid: dict, first: int, last: int) -> frozenset[int]:
    """A group header whose cells nobody merged stands over the columns to its right that have none of their own."""
    columns = sorted({column for texts in grid.values() for column in texts})
    spread = set()
    for row in range(first, last):
        for left, column in pairwise(columns):
            if column in grid[row] or left not in grid[row] or column != left + 1:
                continue
            same_group = all(grid[r].get(left, ("",))[0] == grid[r].get(column, ("",))[0] for r in range(first, row))
            own_below = [any(c in grid[r] and grid[r][c][1] for r in range(row + 1, last + 1)) for c in (left, column)]
            if same_group and all(own_below):
                grid[row][column] = (grid[row][left][0], "")
                spread.add(column)
    return frozenset(spread)
