"""Lines that speak of the same money."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from fundflow.records import Row
from fundflow.rules.file_view import Entry, FileView, once


def same_lines(file: FileView) -> Iterator[tuple[Entry, Entry]]:
    """(first, again): lines that give the same measures for the same component, unit, capital type and source nature;
    of plain records, for the same item.
    """
    seen: dict[tuple, Entry] = {}
    for entry in _of_one_subject(file):
        if file.sound(*entry.rows):
            first = seen.setdefault((*_subject(entry), _said(entry)), entry)
            if first is not entry:
                yield first, entry


def same_amounts(one: Entry, other: Entry) -> bool:
    return sorted(map(_figure, one.rows)) == sorted(map(_figure, other.rows))


@once
def _of_one_subject(file: FileView) -> list[Entry]:
    """The lines with money whose subject other lines have too: few, of which alone more is asked.

    Told by the subjects' hashes, which take least room. Should two be the same by chance, `same_lines` still compares.
    """
    entries = [entry for entry in file.entries if any([row.amount for row in entry.rows])]
    hashes = [hash(_subject(entry)) for entry in entries]
    repeated = {one for one, other in pairwise(sorted(hashes)) if one == other}
    return [entry for entry, number in zip(entries, hashes, strict=True) if number in repeated]


def _subject(entry: Entry) -> tuple:
    subject = entry.subject
    return subject.component, subject.unit, subject.capital_type, subject.source_nature, entry.line.item


def _said(entry: Entry) -> frozenset:
    return frozenset(_what(row) for row in entry.rows if row.amount)


def _what(row: Row) -> tuple:
    return row.measure, row.money_years, row.budget_level or ""


def _figure(row: Row) -> tuple:
    return *_what(row), row.amount
