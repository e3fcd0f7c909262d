"""What the words around a table say: unit of money, the day the figures speak of, the year, the decision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Generic, TypeVar

from fundflow import periods
from fundflow.phrases import Found
from fundflow.reader.cells import Cell
from fundflow.text import bare, tidy
from fundflow.words import Words

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Said(Generic[Value]):
    """Something that the text says, and the cell that says it."""

    value: Value
    cell: str
    text: str


@dataclass(frozen=True, slots=True)
class Day:
    """The day that figures speak of. "Tháng 9 năm 2023" means its last day, and agrees with every day of that month."""

    first: date
    last: date

    @property
    def exact(self) -> bool:
        return self.first == self.last

    def agrees(self, other: Day) -> bool:
        return self.first <= other.last and other.first <= self.last


# -- unit of money


def scale_in(cells: Iterable[Cell], words: Words) -> list[Said[Decimal]]:
    """Every statement of a unit of money among these cells, as đồng per unit."""
    said = []
    for cell in cells:
        if cell.kind == "text":
            scale = words.money.stated(cell.text)
            if scale is not None:
                said.append(Said(scale, cell.address, tidy(cell.text)))
    return said


def one_scale(said: list[Said[Decimal]]) -> tuple[Decimal | None, str | None]:
    """The scale that all statements agree on, with its first cell; (None, None) where there is none or they differ."""
    values = {statement.value for statement in said}
    return (values.pop(), said[0].cell) if len(values) == 1 else (None, None)


# -- days


def day_of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_end(year: int, month: int) -> date | None:
    return periods.month_end(date(year, month, 1)) if 1 <= month <= 12 else None


@lru_cache(maxsize=4096)
def day_in(text: str, words: Words) -> Day | str | None:
    """The day that a text speaks of; the wrong text itself where it names a day that does not exist."""
    said = words.not_as_of.erase(bare(text))
    by_day = [phrase for phrase in words.as_of if "day" in phrase.names]
    found = next((found for phrase in by_day if (found := phrase.find(said)) and found.text("day")), None)
    if found is None and not words.is_place_and_day(said):
        found = next((found for phrase in words.as_of_alone if (found := phrase.whole(said.strip()))), None)
        found = found or _month_in(said, words)
    return (_day(found, words) or tidy(text)) if found else None


def _month_in(said: str, words: Words) -> Found | None:
    """A month or quarter that is not just a part of a whole date: "ngày 5 tháng 10 năm 2023"."""
    dates = list(_all(words.date, said))
    for phrase in words.as_of:
        found = phrase.find(said)
        if found and not found.text("day") and not any(d.start < found.start and found.end <= d.end for d in dates):
            return found
    return None


def _all(phrase, text: str) -> Iterator[Found]:
    found = phrase.find(text)
    while found:
        yield found
        found = phrase.find(text, found.end)


def _day(found: Found, words: Words) -> Day | None:
    year = found.years()[0]
    if day_text := found.text("day"):
        day = day_of(year, words.month(found), int(day_text))
        return Day(day, day) if day else None
    if quarter := found.quarter():
        return _months(year, 3 * quarter - 2, 3 * quarter)
    month = words.month(found)
    return _months(year, month, month)


def _months(year: int, first: int, last: int) -> Day | None:
    end = month_end(year, last)
    return Day(date(year, first, 1), end) if end else None


def days_in(cells: list[Cell], words: Words) -> tuple[list[Said[Day]], list[Said[None]]]:
    """(the days that the cells speak of, the impossible ones): cell by cell, then by rows ("Đến ngày" | 30/9/2023)."""
    days, impossible = [], []
    for cell in cells:
        day = day_in(cell.text, words) if cell.kind == "text" else None
        if isinstance(day, str):
            impossible.append(Said(None, cell.address, day))
        elif day is not None:
            days.append(Said(day, cell.address, tidy(cell.text)))
    if not days and not impossible:
        days = _days_in_rows(cells, words)
    return days, impossible


def _days_in_rows(cells: list[Cell], words: Words) -> list[Said[Day]]:
    rows: dict[int, list[Cell]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    days = []
    for row in rows.values():
        text = " ".join(cell.date.strftime("%d/%m/%Y") if cell.date else tidy(cell.text) for cell in row)
        day = day_in(text, words)
        if isinstance(day, Day):
            last = next((cell for cell in reversed(row) if cell.date), row[-1])
            days.append(Said(day, last.address, text))
    return days


@lru_cache(maxsize=4096)
def years_in(text: str, words: Words) -> tuple[int, ...]:
    """The years that a title names; the day and place of a letter name none."""
    said = bare(text)
    if words.is_place_and_day(said):
        return ()
    return tuple(year for found in _all(words.budget_year, said) for year in found.years())


# -- the decision that an annex hangs on


@dataclass(frozen=True, slots=True)
class Decision:
    number: str | None = None
    date: date | None = None
    cell: str | None = None
    impossible: str | None = None  # a date that does not exist, as it is written


def decision_in(cells: list[Cell], words: Words) -> Decision:
    """Number, date and cell of the decision; what is left blank on the annex is None."""
    naming = [cell for cell in cells if cell.kind == "text" and words.decision.find(bare(cell.text))]
    naming.sort(key=lambda cell: words.attached_to.find(bare(cell.text)) is None)
    for cell in naming:
        text = " ".join(tidy(other.text) for other in cells if other.row == cell.row and other.column >= cell.column)
        number = words.decision_number.search(text)
        written = words.date.find(bare(text[number.end() :] if number else text))
        if number or written:
            day = _day(written, words) if written else None
            impossible = tidy(cell.text) if written and day is None else None
            joined = "".join(f"{number[1]}/{number[2]}".split()).upper() if number else None
            return Decision(joined, day.first if day else None, cell.address, impossible)
    return Decision()
