"""Where the tables of a sheet begin: header blocks, found by their words, and the path of header texts above each column."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fundflow.reader.cells import Cell, Sheet, address
from fundflow.text import bare, tidy

MAX_HEADER_ROWS = 8
PATH_MARK = "\n"  # between the levels of a path: no phrase reaches over it


@dataclass(slots=True)
class Header:
    """A header block: its rows, and per column the texts from the top group down to the column's own header."""

    first_row: int
    last_row: int
    name_column: int
    paths: dict[int, tuple[str, ...]]
    cells: dict[int, str]  # the address of the lowest header cell of each column

    def bare_path(self, column: int) -> str:
        return PATH_MARK.join(bare(text) for text in self.paths[column])

    def text(self, column: int) -> str:
        return " › ".join(self.paths[column])


def find_headers(sheet: Sheet, is_name_header: Callable[[str], bool]) -> list[Header]:
    """Every header block of the sheet, top to bottom. `is_name_header` gets a bare text and knows the name columns."""
    headers: list[Header] = []
    last_row = 0
    for row in sorted(sheet.rows):
        if row <= last_row:
            continue
        name_cell = next((cell for cell in sheet.rows[row] if cell.kind == "text" and is_name_header(bare(cell.text))), None)
        if name_cell is None or not _looks_like_header(sheet.rows[row]):
            continue
        header = _block(sheet, row, name_cell)
        headers.append(header)
        last_row = header.last_row
    return headers


def _looks_like_header(cells: list[Cell]) -> bool:
    texts = [cell for cell in cells if cell.kind == "text" and tidy(cell.text)]
    numbers = [cell for cell in cells if cell.kind == "number"]
    return len(texts) >= 2 and len(numbers) <= 1


def _block(sheet: Sheet, row: int, name_cell: Cell) -> Header:
    merged = [area for area in sheet.merged if area[2] >= row - 2 and area[0] <= row + MAX_HEADER_ROWS]
    first_row = _upward(sheet, row, name_cell, merged)
    last_row = _downward(sheet, row, name_cell, merged)
    grid = _grid(sheet, first_row, last_row, merged)
    columns = sorted({column for texts in grid.values() for column in texts})
    paths, cells = {}, {}
    for column in columns:
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
    return Header(first_row, last_row, name_cell.column, paths, cells)


def _upward(sheet: Sheet, row: int, name_cell: Cell, merged: list) -> int:
    """A name header that stands at the bottom of an unmerged block has group headers in the rows above it."""
    first = row
    for area in merged:
        if area[0] < row <= area[2] and area[1] <= name_cell.column <= area[3]:
            first = min(first, area[0])
    while first - 1 in sheet.rows:
        above = [cell for cell in sheet.rows[first - 1] if tidy(cell.text)]
        grouped = len(above) >= 2 and all(cell.kind == "text" and cell.column > name_cell.column for cell in above)
        if not grouped or any("don vi tinh" in bare(cell.text) for cell in above):
            break
        first -= 1
    return first


def _downward(sheet: Sheet, row: int, name_cell: Cell, merged: list) -> int:
    """The block ends before the first row that has a name or an item number of its own, or a stored number."""
    last = max([area[2] for area in merged if area[0] <= row <= area[2] and area[1] <= name_cell.column <= area[3]] or [row])
    for candidate in range(last + 1, row + MAX_HEADER_ROWS):
        cells = [cell for cell in sheet.rows.get(candidate, ()) if tidy(cell.text)]
        if not cells:
            if candidate + 1 not in sheet.rows:
                break
            continue
        if any(cell.column <= name_cell.column or cell.kind != "text" for cell in cells):
            break
        if all(_is_column_number(cell.text) for cell in cells):
            break
        last = candidate
    return last


def _is_column_number(text: str) -> bool:
    return all(character in "()[]0123456789=+-*/%: x" for character in text)


def _grid(sheet: Sheet, first: int, last: int, merged: list) -> dict[int, dict[int, tuple[str, str]]]:
    """row -> column -> (text, address of the cell if the text is its own), merged and grouped headers spread out."""
    grid: dict[int, dict[int, tuple[str, str]]] = {}
    for row in range(first, last + 1):
        grid[row] = {
            cell.column: (tidy(cell.text), cell.address) for cell in sheet.rows.get(row, ()) if tidy(cell.text)
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
    _spread_unmerged_groups(grid, first, last)
    return grid


def _spread_unmerged_groups(grid: dict, first: int, last: int) -> None:
    """A group header whose cells nobody merged stands over the columns to its right that have none of their own."""
    columns = sorted({column for texts in grid.values() for column in texts})
    for row in range(first, last):
        for left, column in zip(columns, columns[1:], strict=False):
            if column in grid[row] or left not in grid[row] or column != left + 1:
                continue
            same_group = all(grid[r].get(left, ("",))[0] == grid[r].get(column, ("",))[0] for r in range(first, row))
            has_own_below = any(column in grid[r] and grid[r][column][1] for r in range(row + 1, last + 1))
            left_has_own_below = any(left in grid[r] and grid[r][left][1] for r in range(row + 1, last + 1))
            if same_group and has_own_below and left_has_own_below:
                grid[row][column] = (grid[row][left][0], "")
