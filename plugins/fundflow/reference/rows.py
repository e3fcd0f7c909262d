"""The CSV files of include/reference, row by row: what cannot be meant is refused with the file's name and the row.

Every interval is half-open: valid_from <= day < valid_to, and an empty end is open.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from fundflow.exceptions import FundflowError

T = TypeVar("T")
Row = dict[str, Any]  # column -> text, None where the cell is empty


class BadReference(FundflowError):
    """A row of include/reference that cannot be meant."""

    code = "FF05"


def read_rows(folder: Path, name: str, filled: Iterable[str], also: Iterable[str] = ()) -> Iterator[Row]:
    """The rows of a file, empty cells as None. Columns `filled` have a value in every row, columns `also` may be empty.

    Raises BadReference if the file or a column is missing, a row is ragged, or a cell that must be filled is empty.
    """
    path = folder / name
    filled = tuple(filled)
    try:
        file = path.open(encoding="utf-8-sig", newline="")
    except OSError as error:
        raise BadReference(f"Không đọc được {path}. Cannot read {path}: put the file back.") from error
    with file:
        reader = csv.DictReader(file)
        missing = [column for column in (*filled, *also) if column not in (reader.fieldnames or ())]
        if missing:
            raise bad(name, 1, f"thiếu cột {', '.join(missing)}", "columns are missing: add them to the first line")
        for cells in reader:
            if None in cells or None in cells.values():
                raise bad(name, reader.line_num, "sai số ô", "too many or too few cells: quote text that holds a comma")
            row = {key: value.strip() or None for key, value in cells.items()}
            for column in filled:
                if row[column] is None:
                    raise bad(name, reader.line_num, f"ô {column} trống", f"the cell {column} is empty: fill it in")
            yield row


def read_records(kind: type[T], folder: Path, name: str, may_be_empty: Iterable[str] = ()) -> tuple[T, ...]:
    """The rows of a file as records of a dataclass whose fields are columns, of type str, int or date."""
    columns = {field.name: str(field.type) for field in fields(kind)}  # type: ignore[arg-type]
    may_be_empty = set(may_be_empty)
    rows = read_rows(folder, name, (column for column in columns if column not in may_be_empty), may_be_empty)
    return tuple(kind(**{column: _typed(row, column, columns[column], name) for column in columns}) for row in rows)


def _typed(row: Row, column: str, type_name: str, name: str) -> Any:
    if type_name.startswith("date"):
        return day_in(row, column, name)
    return number_in(row, column, name) if type_name.startswith("int") else row[column]


def day_in(row: Row, column: str, name: str) -> date | None:
    """A day cell; an empty one is None."""
    try:
        return date.fromisoformat(row[column]) if row[column] else None
    except ValueError as error:
        raise bad(name, _key(row), f"ngày sai {row[column]!r}", f"write {column} as YYYY-MM-DD") from error


def number_in(row: Row, column: str, name: str) -> int | None:
    """A whole number; an empty cell is None."""
    try:
        return int(row[column]) if row[column] else None
    except ValueError as error:
        raise bad(name, _key(row), f"số sai {row[column]!r}", f"write {column} as a whole number") from error


def known_codes_only(name: str, rows: Iterable[Row], codes: Iterable[str]) -> list[Row]:
    """The rows of an alias file, none of which may speak of a code that does not exist."""
    rows, codes = list(rows), set(codes)
    for row in rows:
        if row["code"] not in codes:
            raise bad(name, row["code"], "mã không tồn tại", "there is no such code: mend or remove the row")
    return rows


def bad(name: str, place: str | int, vietnamese: str, english: str) -> BadReference:
    """`place`: the line's number or the row's key."""
    return BadReference(f"{name}, {place}: {vietnamese}. In {name}, {place}: {english}.")


def covers(start: date | None, end: date | None, day: date | None) -> bool:
    """True if the half-open span holds the day; without a day, always."""
    return day is None or ((start is None or start <= day) and (end is None or day < end))


def _key(row: Row) -> str:
    return next(iter(row.values())) or "?"
