"""The sums that a table prints: which cells add up to which, down the rows and across the columns; and which are off.

A table prints hundreds of sums, of which nearly all are right: only one that is off becomes a Sum.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import NamedTuple

from fundflow.records import Amount, Place, Table
from fundflow.rules.file_view import FileView, once

ZERO = Decimal(0)
_value = attrgetter("value")
MOST_DETAILS = 1000  # a sum of more details, if it does not hold, says nothing of any one of them
APART = ("total", "partial", "ignored")  # kinds of lines that no line above adds up


class Details(NamedTuple):
    """One way of reading what a total adds up: `expected` = sum of added - sum of taken. `judged` is False, and nothing
    is expected, where there are no details or one of them is not sound.
    """

    added: Sequence[Amount]
    taken: Sequence[Amount]
    expected: Decimal
    judged: bool


@dataclass(frozen=True, slots=True)
class Sum:
    """A printed total that is not what its details come to, in cells of one table."""

    total: Amount
    details: Details

    @property
    def expected(self) -> Decimal:
        return self.details.expected

    @property
    def difference(self) -> Decimal:
        return self.total.known - self.details.expected

    def corrections(self) -> Iterator[tuple[Amount, Decimal]]:
        """For each cell what would have to be added to it for the sum to be right."""
        difference = self.difference
        for amount in (self.total, *self.details.taken):
            yield amount, -difference
        for amount in self.details.added:
            yield amount, difference

    def tolerance(self, table: Table) -> Decimal:
        """How far the sum may be off because its numbers were rounded by their writer, each to half its last digit."""
        return table.rounded / 2 * (1 + len(self.details.added) + len(self.details.taken))

    def holds(self, table: Table) -> bool:
        return abs(self.difference) <= self.tolerance(table)


def sums_off(file: FileView, table: Table) -> Iterator[Sum]:
    """Every sum of the table that is off, be it by rounding; of several ways to read one the first that holds, else
    the usual.

    A sum cannot be judged where one of its cells, in any way of reading it, is not sound.
    """
    sums = _Sums(table, file.unsound_cells(table))
    for total, ways in sums.printed():
        off = sums.off(total, ways)
        if off is not None:
            yield off


@once
def mending(file: FileView) -> dict[Place, Counter[Decimal]]:
    """By sheet and cell: what could be added to the amount, and how many of the sums that do not hold that would mend."""
    found: defaultdict[Place, Counter[Decimal]] = defaultdict(Counter)
    for table in file.reading.tables:
        for entry in sums_off(file, table):
            if not entry.holds(table) and len(entry.details.added) <= MOST_DETAILS:
                for amount, correction in entry.corrections():
                    found[amount.place][correction] += 1
    return found


class _Sums:
    def __init__(self, table: Table, unsound: Set[tuple[str | None, str | None]]):
        self.table = table
        self.unsound = unsound
        self.totals = [position for position, line in enumerate(table.lines) if line.kind == "total"]
        self.children: dict[int | None, list[int]] = defaultdict(list)
        self.heads: dict[str | None, int] = {}  # the first subtotal of each component
        for position, line in enumerate(table.lines):
            if line.kind not in APART:
                self.children[line.parent].append(position)
            if line.kind == "subtotal":
                self.heads.setdefault(line.component, position)
        self.asked: dict[tuple[int | None, str], Details] = {}  # see _below
        checks = sorted(table.checks, key=itemgetter(0))
        self.checks = [(total, list(ways)) for total, ways in groupby(checks, key=itemgetter(0))]

    def printed(self) -> Iterator[tuple[Amount, list[Details]]]:
        """Each printed total with the ways in which its details may be read, the usual way first; but none across the
        columns that is exactly what it should be, as nearly all are."""
        placed = not any(line.kind == "held" and line.amounts for line in self.table.lines)
        sound = not self.unsound
        for position, line in enumerate(self.table.lines):
            for key, ways in self.checks:
                if key in line.amounts and not (sound and _exact(line.amounts, *ways[0])):
                    yield line.amounts[key], [self._across(line.amounts, added, taken) for _, added, taken in ways]
            if placed and line.kind == "subtotal":
                for key, total in line.amounts.items():
                    yield total, [self._down(self.children[position], key)]
            elif placed and line.kind == "total":
                usual = {key: self._of_total(position, key) for key in line.amounts}
                closed = None if line.component else self._closed_group(position, usual)
                for key, total in line.amounts.items():
                    yield total, [self._down(closed, key)] if closed else usual[key]

    def off(self, total: Amount, ways: list[Details]) -> Sum | None:
        """The sum as the first way that holds reads it, else as the usual one; None where it is exact or not judged."""
        if self.unsound and total.place in self.unsound:
            return None
        for way in ways:
            if way.judged and way.expected == total.value:
                return None
            if way.judged and Sum(total, way).holds(self.table):
                return Sum(total, way)
        given = [way for way in ways if way.added]
        return Sum(total, given[0]) if given and all(way.judged for way in given) else None

    def _of_total(self, position: int, key: str) -> list[Details]:
        """A total row adds up its own programme, or the whole table, or the section above it."""
        component = self.table.lines[position].component
        if component:
            return [self._below(self.heads[component], key)] if component in self.heads else []
        everything, before = self.children[None], bisect_left(self.totals, position)
        begin = bisect_left(everything, self.totals[before - 1]) if before else 0
        section = everything[begin : bisect_left(everything, position)]
        return [self._below(None, key), self._down(section, key)]

    def _closed_group(self, position: int, usual: dict[str, list[Details]]) -> list[int] | None:
        """The group above a total row, if more of the row's amounts are the group's sums than are sums as usual."""
        amounts = self.table.lines[position].amounts
        most = sum(self._any_holds(total, usual[key]) for key, total in amounts.items())
        closed = None
        for group in self._groups_above(position) if most < len(amounts) else ():
            held = sum(self._any_holds(total, [self._down(group, key)]) for key, total in amounts.items())
            if held > most:
                most, closed = held, group
        return closed

    def _any_holds(self, total: Amount, ways: list[Details]) -> bool:
        return total.value is not None and any(way.judged and Sum(total, way).holds(self.table) for way in ways)

    def _groups_above(self, position: int) -> Iterator[list[int]]:
        """What stands, above a row, in the innermost group of the line before it, then in the groups around that one."""
        lines = self.table.lines
        before = (place for place in range(position - 1, -1, -1) if lines[place].kind not in APART)
        inner = next(before, None)
        while inner is not None and (head := lines[inner].parent) is not None:
            group = self.children[head]
            yield group[: bisect_left(group, position)]
            inner = head

    def _below(self, parent: int | None, key: str) -> Details:
        """All below a heading, or in the table: a sheet may print the total of it many times."""
        if (parent, key) not in self.asked:
            self.asked[parent, key] = self._down(self.children[parent], key)
        return self.asked[parent, key]

    def _across(self, amounts: dict[str, Amount], added: tuple[str, ...], taken: tuple[str, ...]) -> Details:
        return self._details(_present(amounts, added), _present(amounts, taken))

    def _down(self, positions: list[int], key: str) -> Details:
        return self._details(self._own_or_below(positions, key), [])

    def _details(self, added: list[Amount], taken: list[Amount]) -> Details:
        if not added or (self.unsound and any(amount.place in self.unsound for amount in (*added, *taken))):
            return Details(added, taken, ZERO, False)
        expected = _sum(added)
        if taken:
            expected -= _sum(taken)
        return Details(added, taken, expected, True)

    def _own_or_below(self, positions: list[int], key: str) -> list[Amount]:
        """A heading without an amount of its own hands its details up."""
        found: list[Amount] = []
        for position in positions:
            line = self.table.lines[position]
            if key in line.amounts:
                found.append(line.amounts[key])
            elif line.kind == "subtotal":
                found += self._own_or_below(self.children[position], key)
        return found


def _exact(amounts: dict[str, Amount], total: str, added: tuple[str, ...], taken: tuple[str, ...]) -> bool:
    """True if a line gives details of its total, and these come to it to the đồng. All amounts are readable."""
    expected, given = ZERO, False
    for key in added:
        if key in amounts:
            expected += _value(amounts[key])
            given = True
    for key in taken:
        if key in amounts:
            expected -= _value(amounts[key])
    return given and amounts[total].value == expected


def _sum(amounts: list[Amount]) -> Decimal:
    return sum(map(_value, amounts), ZERO)


def _present(amounts: dict[str, Amount], keys: tuple[str, ...]) -> list[Amount]:
    return [amounts[key] for key in keys if key in amounts]
