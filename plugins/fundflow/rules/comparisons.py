"""Comparisons that several rules make."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from fundflow.records import Row
from fundflow.rules.file_view import Correction, FileView, covers, total
from fundflow.rules.sums import mending


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
    money years; but not where the printed totals show that these are too small.

    A figure of which the line gives no `whole` at all is left out: what is missing is not zero.
    """
    for entry in file.entries:
        parts = entry.of(part)
        wholes = entry.of(*whole) if parts else []
        for row in parts:
            covered = _of_its_level(row, [other for other in wholes if covers(row, other)])
            if covered and row.amount > total(covered) and file.sound(row) and file.complete(entry, *whole):
                pair = Pair(row, covered)
                if not is_consequence(file, row, -pair.excess, covered, pair.excess):
                    yield pair


def _of_its_level(figure: Row, whole: list[Row]) -> list[Row]:
    """What the line gives of the figure's own level of budget; all where it does not split one of the two."""
    own = [row for row in whole if figure.budget_level and row.budget_level == figure.budget_level]
    return own or whole


def is_consequence(
    file: FileView, figure: Row, change: Decimal, others: Sequence[Row], change_of_others: Decimal
) -> bool:
    """True if a figure is out of bounds because another is wrong: totals_equal_details tells that one.

    Either the figure would have to change by `change` at least, or one of the others by `change_of_others`: what mends
    more of the printed sums is taken for the cause.
    """
    by_figure, _ = _mended(file, [figure], change)
    by_others, causes = _mended(file, others, change_of_others)
    if by_others <= by_figure:
        return False
    if len(causes) == 1:
        file.blamed.update(causes)
    return True


def _mended(file: FileView, rows: Sequence[Row], change: Decimal) -> tuple[int, list[Correction]]:
    """How many sums a correction of one of the figures, by `change` at least, mends at most; and which ones do."""
    mended = {
        (row.place, correction): sums
        for row in rows
        for correction, sums in mending(file).get(row.place, {}).items()
        if correction / change >= 1
    }
    most = max(mended.values(), default=0)
    return most, [correction for correction, sums in mended.items() if sums == most]
