"""Typed rates and the ratios of amounts that they can mean: "tỷ lệ giải ngân" has several denominators in practice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter
from typing import NamedTuple

from fundflow.records import Amount, Column, Line, Table
from fundflow.rules.base import Reason
from fundflow.rules.file_view import PLAN, FileView, once

YEAR = re.compile(r"(?<![/\d.-])((?:19|20)\d\d)(?!\d)")  # not the year of a date
COARSEST = Decimal("0.051")  # per cent: rates are rounded to one decimal, not always the same way
_value = attrgetter("value")
HALF = Decimal("0.51")  # and a little, for those who round 0.45 down
MOST_AS_FRACTION = 2  # 0.453 is 45.3 %; 3 is 3 %
ZERO, ONE, HUNDRED = Decimal(0), Decimal(1), Decimal(100)


class Ratio(NamedTuple):
    """What a rate can mean on its line: the sum of some amounts over the sum of others."""

    above: tuple[Amount, ...]
    below: tuple[Amount, ...]
    per_cent: Decimal


@dataclass(frozen=True, slots=True)
class OddRate:
    """A rate as typed, and the ratios that it can mean, the likeliest first: it is none of them."""

    table: Table
    line: Line
    rate: Amount
    ratios: tuple[Ratio, ...]

    @property
    def cells(self) -> Iterator[Amount]:
        """What the ratios are made of."""
        return (cell for ratio in self.ratios for cell in (*ratio.above, *ratio.below))


def needs_rates(file: FileView, reference) -> Reason:
    if any(line.rates for table in file.reading.tables for line in table.lines):
        return None
    return "the file types no rates / tệp không ghi tỷ lệ"


def says(rate: Amount, per_cent: Decimal) -> bool:
    """True if the rate, read as 45.3 or as 0.453, is this many per cent within the rounding of its last digit."""
    typed = rate.known
    if abs(typed - per_cent) <= COARSEST:
        return True
    readings = (ONE, HUNDRED) if abs(typed) <= MOST_AS_FRACTION else (ONE,)
    last_digit = ONE.scaleb(int(typed.as_tuple().exponent))
    return any(abs(typed * scale - per_cent) <= max(COARSEST, last_digit * scale * HALF) for scale in readings)


def odd_rates(file: FileView) -> Iterator[OddRate]:
    """Every typed rate that is no ratio of its line's amounts, where the line gives them all, and soundly."""
    return (odd for odd in _odd_rates(file) if file.sound_cells(*odd.cells))


@once
def _odd_rates(file: FileView) -> list[OddRate]:
    found = []
    for table in file.reading.tables:
        meanings = {c.index: _Meanings(table, c) for c in table.columns if c.role == "rate"}
        for line in table.lines:
            for rate in line.rates:
                meant = meanings[rate.column]
                if not meant.explain(line, rate) and meant.given_on(line):
                    found.append(OddRate(table, line, rate, tuple(meant.on(line))))
    return [odd for odd in found if odd.ratios]


class _Meanings:
    """What the rates of one column can mean: all spending over all plans; that of each year; that of the older years;
    all spending over this year's plan alone. A header that names years or a capital type is about these only.
    """

    def __init__(self, table: Table, rate: Column):
        years = frozenset(int(year) for year in YEAR.findall(rate.header))
        columns = [c for c in table.columns if c.role == "measure" and c.money_year_first is not None]
        columns = [c for c in columns if not years or c.money_year_first in years]
        columns = [c for c in columns if rate.capital_type in (None, c.capital_type)]
        spent = {c.amount_key: c for c in columns if c.measure == "disbursed"}
        plan = {c.amount_key: c for c in columns if c.measure in PLAN}
        plans_of = {key: [p for p in plan if _covers(column, plan[p])] for key, column in spent.items()}
        spending_of = {key: [s for s in spent if _covers(spent[s], column)] for key, column in plan.items()}
        self.counterparts = [*plans_of.items(), *spending_of.items()]
        newest = max((c.money_years[1] for c in plan.values() if c.measure == "allocated"), default=0)
        older = [key for key, column in spent.items() if column.money_years[1] < newest]
        carried = [key for key, column in plan.items() if column.measure == "carried_in"]
        this_year = [key for key, column in plan.items() if column.measure == "allocated"]
        alone = [([key], plans) for key, plans in plans_of.items()]
        self.sums = [(list(spent), list(plan)), *alone, (older, carried), (list(spent), this_year)]

    def on(self, line: Line) -> Iterator[Ratio]:
        """The ratios on a line, the likeliest first."""
        for spent, plan in self.sums:
            above, below = _known(line, spent), _known(line, plan)
            whole = _sum(below)
            if above and whole > ZERO:
                yield Ratio(above, below, _sum(above) / whole * HUNDRED)

    def explain(self, line: Line, rate: Amount) -> bool:
        return any(says(rate, ratio.per_cent) for ratio in self.on(line))

    def given_on(self, line: Line) -> bool:
        """False where a plan or a figure of spending is blank beside its counterpart."""
        return all(not _known(line, [key]) or _known(line, others) for key, others in self.counterparts)


def _known(line: Line, keys: list[str]) -> tuple[Amount, ...]:
    given = map(line.amounts.get, keys)
    return tuple([amount for amount in given if amount is not None and amount.value is not None])


def _covers(spent: Column, plan: Column) -> bool:
    (first, last), (plan_first, plan_last) = spent.money_years, plan.money_years
    of_one_kind = spent.capital_type == plan.capital_type and spent.budget_level in (None, plan.budget_level)
    return of_one_kind and first <= plan_first and plan_last <= last


def _sum(amounts: tuple[Amount, ...]) -> Decimal:
    return sum(map(_value, amounts), ZERO)
