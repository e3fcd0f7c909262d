"""Comparisons that several rules make."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from fundflow.records import Row
from fundflow.rules.file_view import FileView, covers


@dataclass(frozen=True, slots=True)
class Pair:
    """A figure, and the figures of the same line that it is held against."""

    part: Row
    whole: list[Row]

    @property
    def limit(self) -> Decimal:
        return sum((row.amount for row in self.whole), Decimal(0))

    @property
    def excess(self) -> Decimal:
        return self.part.amount - self.limit


def pairs(file: FileView, part: str, *whole: str) -> Iterator[Pair]:
    """Every sound figure of the measure `part`, with the line's sound figures of `whole` for the same money years.

    A figure of which the line gives no `whole` at all is left out: what is missing is not zero.
    """
    for entry in file.entries:
        for row in entry.of(part):
            held_against = [other for other in entry.of(*whole) if covers(row, other)]
            if held_against and file.sound(row) and file.complete(entry, *whole):
                yield Pair(row, held_against)


def exceeding(file: FileView, part: str, *whole: str) -> Iterator[Pair]:
    """The pairs whose figure is more than what it is held against."""
    return (pair for pair in pairs(file, part, *whole) if pair.excess > 0)
