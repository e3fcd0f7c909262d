"""Typed rates and the ratios of amounts that they can mean: "tỷ lệ giải ngân" has several denominators in practice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from fundflow.records import Amount, Column, Line, Table
from fundflow.rules.base import Reason
from fundflow.rules.file_view import PLAN, FileView, years_named

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
    for table in file.reading.tables:
        columns = {f"{column.key}@{column.index}": column for column in table.columns}
        for line in table.lines:
            for key, rate in line.rates.items():
                ratios = tuple(_ratios(line, columns, _years(columns[key])))
                if ratios and file.sound_cells(table.sheet, *(cell for ratio in ratios for cell in ratio.cells)):
                    yield TypedRate(table, line, rate, ratios)


def _years(rate: Column) -> frozenset[int]:
    return frozenset(int(year) for year in YEAR.findall(rate.header))


def _ratios(line: Line, columns: dict[str, Column], years: frozenset[int]) -> Iterator[Ratio]:
    """All spending over all plans; that of each year; of the older years; all spending over this year's plan alone.

    None where a plan or a figure of spending is blank beside its counterpart: what is missing is not zero.
    """
    spent = _amounts(line, columns, ("disbursed",), years)
    plan = _amounts(line, columns, PLAN, years)
    if not all(any(_covers(s, p) for s, _ in spent) for p, _ in plan):
        return
    of_years = [Ratio((amount,), tuple(p for c, p in plan if _covers(column, c))) for column, amount in spent]
    if not all(ratio.below for ratio in of_years):
        return
    older = tuple(amount for column, amount in spent if _older(column, columns))
    everything = Ratio(tuple(a for _, a in spent), tuple(p for _, p in plan))
    carried = Ratio(older, tuple(p for c, p in plan if c.measure == "carried_in"))
    on_this_year = Ratio(everything.above, tuple(p for c, p in plan if c.measure == "allocated"))
    for ratio in dict.fromkeys([everything, *of_years, carried, on_this_year]):
        if ratio.above and ratio.below and _sum(ratio.below) > 0:
            yield ratio


def _amounts(line: Line, columns: dict[str, Column], measures, years: frozenset[int]) -> list[tuple[Column, Amount]]:
    return [
        (columns[key], amount)
        for key, amount in line.amounts.items()
        if columns[key].role == "measure" and columns[key].measure in measures and amount.value is not None
        and columns[key].money_year_first is not None and (not years or columns[key].money_year_first in years)
    ]  # fmt: skip


def _covers(spent: Column, plan: Column) -> bool:
    (first, last), (plan_first, plan_last) = years_named(spent), years_named(plan)
    return first <= plan_first and plan_last <= last


def _older(column: Column, columns: dict[str, Column]) -> bool:
    newest = (c.money_year_last for c in columns.values() if c.measure == "allocated")
    return years_named(column)[1] < max((year for year in newest if year), default=0)


def _sum(amounts: tuple[Amount, ...]) -> Decimal:
    return sum((amount.known for amount in amounts), Decimal(0))
