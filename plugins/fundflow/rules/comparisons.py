"""Comparisons that several rules make."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from fundflow.records import Row
from fundflow.rules.file_view import FileView, covers, total


@dataclass(frozen=True, slots=True)
class Pair:
    """A figure, and the figures of the same line that it is held against."""

    part: Row
    whole: list[Row]

    @property
    def limit(self) -> Decimal:
        return total(self.whole)

    @property
    def excess(self) -> Decimal:
        return self.part.amount - self.limit


def exceeding(file: FileView, part: str, *whole: str) -> Iterator[Pair]:
    """Every sound figure of the measure `part` that is more than the line's sound figures of `whole` for the same
    money years.

    A figure of which the line gives no `whole` at all is left out: what is missing is not zero.
    """
    for entry in file.entries:
        wholes = entry.of(*whole)
        for row in entry.of(part):
            covered = [other for other in wholes if covers(row, other)]
            if covered and row.amount > total(covered) and file.sound(row) and file.complete(entry, *whole):
                yield Pair(row, covered)
