"""Typed rates and the ratios of amounts that they can mean: "tỷ lệ giải ngân" has several denominators in practice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from fundflow.records import Amount, Column, Line, Table
from fundflow.rules.base import Reason
from fundflow.rules.file_view import PLAN, FileView

YEAR = re.compile(r"(?<![/\d.-])((?:19|20)\d\d)(?!\d)")  # not the year of a date
COARSEST = Decimal("0.051")  # per cent: rates are rounded to one decimal, not always the same way
HALF = Decimal("0.51")  # and a little, for those who round 0.45 down
MOST_AS_FRACTION = 2  # 0.453 is 45.3 %; 3 is 3 %
ONE, HUNDRED = Decimal(1), Decimal(100)


@dataclass(frozen=True, slots=True)
class Ratio:
    """What a rate can mean on its line: the sum of some amounts over the sum of others."""

    above: tuple[Amount, ...]
    below: tuple[Amount, ...]

    @property
    def per_cent(self) -> Decimal:
        return _sum(self.above) / _sum(self.below) * HUNDRED

    @property
    def cells(self) -> tuple[Amount, ...]:
        return self.above + self.below


@dataclass(frozen=True, slots=True)
class TypedRate:
    """A rate as typed, and the ratios that it can mean, the likeliest first."""

    table: Table
    line: Line
    rate: Amount
    ratios: tuple[Ratio, ...]

    def says(self, per_cent: Decimal) -> bool:
        """True if the rate, read as 45.3 or as 0.453, is this many per cent within the rounding of its last digit."""
        typed = self.rate.known
        readings = (ONE, HUNDRED) if abs(typed) <= MOST_AS_FRACTION else (ONE,)
        last_digit = ONE.scaleb(int(typed.as_tuple().exponent))
        return any(abs(typed * scale - per_cent) <= max(COARSEST, last_digit * scale * HALF) for scale in readings)


def needs_rates(file: FileView, reference) -> Reason:
    if any(line.rates for table in file.reading.tables for line in table.lines):
        return None
    return "the file types no rates / tệp không ghi tỷ lệ"


def typed_rates(file: FileView) -> Iterator[TypedRate]:
    """Every typed rate whose line gives, soundly, the amounts that it can be a ratio of."""
    for typed in _with_ratios(file):
        if file.sound_cells(typed.table.sheet, *(cell for ratio in typed.ratios for cell in ratio.cells)):
            yield typed


@lru_cache(maxsize=1)  # several rules ask the same of a file, and a file is judged by all before the next
def _with_ratios(file: FileView) -> list[TypedRate]:
    found = []
    for table in file.reading.tables:
        meanings = {f"{c.key}@{c.index}": _Meanings(table, c) for c in table.columns if c.role == "rate"}
        for line in table.lines:
            for key, rate in line.rates.items():
                if ratios := meanings[key].on(line):
                    found.append(TypedRate(table, line, rate, ratios))
    return found


class _Meanings:
    """What the rates of one column can mean: all spending over all plans; that of each year; that of the older years;
    all spending over this year's plan alone. A header that names years is about these only.
    """

    def __init__(self, table: Table, rate: Column):
        years = frozenset(int(year) for year in YEAR.findall(rate.header))
        columns = [c for c in table.columns if c.role == "measure" and c.money_year_first is not None]
        columns = [c for c in columns if not years or c.money_year_first in years]
        spent = {f"{c.key}@{c.index}": c for c in columns if c.measure == "disbursed"}
        plan = {f"{c.key}@{c.index}": c for c in columns if c.measure in PLAN}
        self.plans_of = {key: [p for p in plan if _covers(column, plan[p])] for key, column in spent.items()}
        self.spending_of = {key: [s for s in spent if _covers(spent[s], column)] for key, column in plan.items()}
        newest = max((c.money_years[1] for c in plan.values() if c.measure == "allocated"), default=0)
        older = [key for key, column in spent.items() if column.money_years[1] < newest]
        carried = [key for key, column in plan.items() if column.measure == "carried_in"]
        this_year = [key for key, column in plan.items() if column.measure == "allocated"]
        alone = [([key], plans) for key, plans in self.plans_of.items()]
        self.sums = [(list(spent), list(plan)), *alone, (older, carried), (list(spent), this_year)]

    def on(self, line: Line) -> tuple[Ratio, ...]:
        """The ratios on a line; none where a plan or a figure of spending is blank beside its counterpart."""
        here = {key: amount for key, amount in line.amounts.items() if amount.value is not None}
        for counterparts in (self.plans_of, self.spending_of):
            if any(key in here and not any(other in here for other in others) for key, others in counterparts.items()):
                return ()
        keys = dict.fromkeys((_present(above, here), _present(below, here)) for above, below in self.sums)
        ratios = (
            Ratio(tuple(here[key] for key in above), tuple(here[key] for key in below))
            for above, below in keys
            if above
        )
        return tuple(ratio for ratio in ratios if _sum(ratio.below) > 0)


def _present(keys: list[str], amounts: dict[str, Amount]) -> tuple[str, ...]:
    return tuple(key for key in keys if key in amounts)


def _covers(spent: Column, plan: Column) -> bool:
    (first, last), (plan_first, plan_last) = spent.money_years, plan.money_years
    return first <= plan_first and plan_last <= last


def _sum(amounts: tuple[Amount, ...]) -> Decimal:
    return sum((amount.known for amount in amounts), Decimal(0))
