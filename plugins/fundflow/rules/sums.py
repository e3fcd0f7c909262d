"""The sums that a table prints: which cells add up to which, down the rows and across the columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from fundflow.records import Amount, Line, Table
from fundflow.rules.file_view import FileView


@dataclass(frozen=True, slots=True)
class Sum:
    """total = sum of added - sum of taken, in cells of one sheet."""

    total: Amount
    added: tuple[Amount, ...]
    taken: tuple[Amount, ...] = ()

    @property
    def expected(self) -> Decimal:
        return _sum(self.added) - _sum(self.taken)

    @property
    def difference(self) -> Decimal:
        return self.total.known - self.expected

    @property
    def cells(self) -> tuple[Amount, ...]:
        return (self.total, *self.added, *self.taken)

    def corrections(self) -> Iterator[tuple[Amount, Decimal]]:
        """For each cell what would have to be added to it for the sum to be right."""
        difference = self.difference
        for amount in (self.total, *self.taken):
            yield amount, -difference
        for amount in self.added:
            yield amount, difference

    def tolerance(self, table: Table) -> Decimal:
        """How far the sum may be off because its numbers were rounded by their writer, each to half its last digit."""
        return table.rounded / 2 * len(self.cells)

    def holds(self, table: Table) -> bool:
        return abs(self.difference) <= self.tolerance(table)


def sums_of(file: FileView, table: Table) -> list[Sum]:
    """Every sum of the table that can be judged; of several ways to read one the first that holds, else the usual.

    A sum cannot be judged where one of its cells, in any way of reading it, is not sound.
    """
    found = []
    for ways in _Sums(table).all():
        sound = [entry for entry in ways if _is_sound(file, table, entry)]
        holding = next((entry for entry in sound if entry.holds(table)), None)
        if holding or (sound and len(sound) == len(ways)):
            found.append(holding or sound[0])
    return found


def _is_sound(file: FileView, table: Table, entry: Sum) -> bool:
    return all(amount.value is not None for amount in entry.cells) and file.sound_cells(table.sheet, *entry.cells)


class _Sums:
    def __init__(self, table: Table):
        self.table = table
        self.children: dict[int | None, list[int]] = defaultdict(list)
        for position, line in enumerate(table.lines):
            if line.kind not in ("total", "partial", "ignored"):
                self.children[line.parent].append(position)
        self.totals = [position for position, line in enumerate(table.lines) if line.kind == "total"]

    def all(self) -> Iterator[list[Sum]]:
        """Each printed total with the ways in which its details may be read, the usual way first."""
        placed = not any(line.kind == "held" and line.amounts for line in self.table.lines)
        for position, line in enumerate(self.table.lines):
            yield from self._across(line)
            if placed and line.kind in ("total", "subtotal"):
                yield from self._down(position, line)

    def _across(self, line: Line) -> Iterator[list[Sum]]:
        checks = sorted(self.table.checks, key=lambda check: check[0])
        for total, ways in groupby(checks, key=lambda check: check[0]):
            if total in line.amounts:
                sums = [
                    Sum(line.amounts[total], _present(line, added), _present(line, taken)) for _, added, taken in ways
                ]
                yield [entry for entry in sums if entry.added]

    def _down(self, position: int, line: Line) -> Iterator[list[Sum]]:
        for key, total in line.amounts.items():
            ways = (self._details(position, key),) if line.kind == "subtotal" else self._of_total(position, key)
            yield [Sum(total, tuple(details)) for details in ways if details]

    def _of_total(self, position: int, key: str) -> Iterator[list[Amount]]:
        """A total row adds up its own programme, or the whole table, or the section above it."""
        component = self.table.lines[position].component
        if component:
            heads = [
                i for i, line in enumerate(self.table.lines) if line.component == component and line.kind == "subtotal"
            ]
            yield self._details(heads[0], key) if heads else []
            return
        everything = self.children[None]
        yield self._own_or_below(everything, key)
        previous = max((total for total in self.totals if total < position), default=-1)
        yield self._own_or_below([i for i in everything if previous < i < position], key)

    def _details(self, parent: int, key: str) -> list[Amount]:
        return self._own_or_below(self.children[parent], key)

    def _own_or_below(self, positions: list[int], key: str) -> list[Amount]:
        """A heading without an amount of its own hands its details up."""
        found: list[Amount] = []
        for position in positions:
            line = self.table.lines[position]
            if key in line.amounts:
                found.append(line.amounts[key])
            elif line.kind == "subtotal":
                found += self._details(position, key)
        return found


def _present(line: Line, keys: tuple[str, ...]) -> tuple[Amount, ...]:
    return tuple(line.amounts[key] for key in keys if key in line.amounts)


def _sum(amounts: tuple[Amount, ...]) -> Decimal:
    return sum((amount.known for amount in amounts), Decimal(0))
