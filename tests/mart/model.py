"""What the tables must show, computed a second time: the rules of mart.words in plain loops over a few submissions."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

REFERENCE = Path(__file__).resolve().parents[2] / "include/reference"
MONEY = ("carried_in", "allocated", "adjusted")


@dataclass(frozen=True)
class Figure:
    component: str
    first: int
    last: int
    measure: str
    amount: int

    def overlaps(self, other: Figure) -> bool:
        return self.first <= other.last and other.first <= self.last

    def holds(self, other: Figure) -> bool:
        same = (self.first, self.last) == (other.first, other.last)
        return self.first <= other.first and other.last <= self.last and not same


@dataclass
class Submission:
    number: int
    kind: str
    budget_year: int
    as_of: date
    known: datetime
    figures: tuple[Figure, ...]
    superseded: bool = False


@dataclass(frozen=True)
class Line:
    component: str
    budget_year: int
    first: int
    last: int
    as_of: date
    available: int | None
    disbursed: int | None
    remaining: int | None

    @property
    def is_zero(self) -> bool:
        return not self.available and not self.disbursed


def ranks() -> dict[tuple[str, str], int]:
    with (REFERENCE / "authority.csv").open(encoding="utf-8") as file:
        return {(row["measure"], row["source_kind"]): int(row["rank"]) for row in csv.DictReader(file)}


RANKS = ranks()


def history(submissions: list[Submission]) -> list[Line]:
    """Every line on every day a voice spoke of it, wholly zero ones too."""
    books = defaultdict(list)
    for one in submissions:
        for figure in one.figures if not one.superseded else ():
            books[figure.component, one.budget_year].append((one, figure))
    lines = []
    for (component, budget_year), book in books.items():
        for day in {one.as_of for one, _ in book}:
            lines += _lines_of_a_day(component, budget_year, day, book)
    return lines


def latest(lines: list[Line], asked_on: date) -> list[Line]:
    """The lines that no later word up to that day has taken over from."""
    known = [line for line in lines if line.as_of <= asked_on]
    return [line for line in known if not line.is_zero and not any(_takes_over(other, line) for other in known)]


def _takes_over(later: Line, line: Line) -> bool:
    same_years = later.component == line.component and later.first <= line.last and line.first <= later.last
    return same_years and (later.budget_year, later.as_of) > (line.budget_year, line.as_of)


def _lines_of_a_day(component, budget_year, day, book) -> list[Line]:
    words = [word for measure in {figure.measure for _, figure in book} for word in _words(measure, day, book)]
    spans = [(_deduced_year(figure, words) or (figure.first, figure.last)) for _, figure in words]
    lines = []
    for first, last in _merged(spans):
        members = [word for word, span in zip(words, spans, strict=True) if first <= span[0] <= last]
        if any(one.as_of == day for one, _ in members):
            lines.append(_line(component, budget_year, first, last, day, [figure for _, figure in members]))
    return lines


def _words(measure, day, book) -> list:
    """The words in use for a measure on a day, best voice first."""
    said = [word for word in book if word[1].measure == measure and word[0].as_of <= day]
    last_day = max((one.as_of for one, _ in said), default=None)
    said = [word for word in said if word[0].kind == "decision" or word[0].as_of == last_day]
    places = sorted({_place(one, measure) for one, _ in said})
    voices = [[word for word in said if _place(word[0], measure) == place] for place in places]
    chosen = []
    for index, voice in enumerate(voices):
        better = [(word, _splitter(word, voices, number)) for number in range(index) for word in voices[number]]
        for word in voice:
            beaten = any(other[1].overlaps(word[1]) and splitter != index for other, splitter in better)
            if not beaten and _splitter(word, voices, index) is None:
                chosen.append(word)
    return chosen


def _place(one: Submission, measure: str) -> tuple:
    newest_first = (0, 0) if one.kind == "decision" else (-one.known.timestamp(), -one.number)
    return (RANKS[measure, one.kind], one.kind, *newest_first)


def _splitter(word, voices, index) -> int | None:
    """The first voice behind whose parts add up to a grouped figure."""
    one, figure = word
    for number in range(index + 1, len(voices)):
        parts = [
            other.amount for speaker, other in voices[number] if figure.holds(other) and speaker.as_of == one.as_of
        ]
        if parts and sum(parts) == figure.amount:
            return number
    return None


def _deduced_year(figure: Figure, words) -> tuple[int, int] | None:
    if figure.first == figure.last:
        return None
    group = [other for _, other in words if (other.first, other.last) == (figure.first, figure.last)]
    if any(other.measure in MONEY and other.amount for other in group):
        return None
    money = defaultdict(int)
    for _, other in words:
        if other.measure in MONEY and other.first == other.last:
            money[other.first] += other.amount
    years = [year for year, amount in money.items() if amount > 0 and figure.first <= year <= figure.last]
    return (years[0], years[0]) if len(years) == 1 else None


def _merged(spans) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for first, last in sorted(set(spans)):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged


def _line(component, budget_year, first, last, day, figures) -> Line:
    def total(*measures):
        amounts = [figure.amount for figure in figures if figure.measure in measures]
        return sum(amounts) if amounts else None

    available, disbursed = total(*MONEY), total("disbursed")
    gone = (total("cancelled") or 0) + (total("returned") or 0)
    remaining = None if available is None or disbursed is None else available - disbursed - gone
    return Line(component, budget_year, first, last, day, available, disbursed, remaining)
