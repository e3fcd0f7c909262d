"""Why two tables differ: the cells that came, went or were corrected between two moments, or two days.

A table is `mart.lines_as_of(day, moment)`: the latest word up to a day, as the warehouse knew it at a moment. The
changes of the cells add up to the difference of the tables, measure by measure: `Explanation.unexplained` is empty.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING

from fundflow.exceptions import WrongUse
from fundflow.periods import PROVINCE_TIME

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fundflow.warehouse import Warehouse

LATEST = date(9999, 12, 31)  # no figure speaks of a later day


@dataclass(frozen=True, slots=True)
class Moment:
    """One of the two tables: figures up to `day`, as they were known at `known_at`."""

    known_at: datetime
    day: date = LATEST


@dataclass(frozen=True, slots=True)
class Explanation:
    """`totals`: measure -> (before, after) in đồng. `cells`: rows of include/sql/why/cells.sql."""

    totals: dict[str, tuple[Decimal, Decimal]]
    cells: Sequence

    @property
    def unexplained(self) -> dict[str, Decimal]:
        """Measures whose difference the cells do not add up to: none, or the tables are not what the facts say."""
        explained: dict[str, Decimal] = defaultdict(Decimal)
        for cell in self.cells:
            explained[cell.measure] += cell.change_vnd
        gaps = {measure: after - before - explained[measure] for measure, (before, after) in self.totals.items()}
        return {measure: gap for measure, gap in gaps.items() if gap}

    def as_json(self) -> dict:
        totals = {
            measure: {"before_vnd": before, "after_vnd": after, "difference_vnd": after - before}
            for measure, (before, after) in self.totals.items()
        }
        return {"totals": totals, "cells": [cell._asdict() for cell in self.cells], "unexplained": self.unexplained}


def explain(warehouse: Warehouse, before: Moment, after: Moment, units: str = "") -> Explanation:
    """The cells between two tables, of the units whose code begins with `units` (all)."""
    binds = {
        "from_day": before.day,
        "from_moment": before.known_at,
        "to_day": after.day,
        "to_moment": after.known_at,
    }
    with warehouse.transaction():
        totals = {
            row.measure: (row.before_vnd, row.after_vnd)
            for row in warehouse.run_sql("why/totals", units=units, **binds)
        }
        keys = warehouse.run_sql("why/keys", units=units, **binds)
        names = zip(*keys, strict=True) if keys else ((), (), ())
        unit_codes, components, capital_types = map(list, names)
        cells = warehouse.run_sql(
            "why/cells", units=unit_codes, components=components, capital_types=capital_types, **binds
        )
    return Explanation(totals, cells)


def moment(text: str) -> datetime:
    """A day (its end) or a day and time, of the province where no zone is written. Raises WrongUse."""
    try:
        known_at = datetime.fromisoformat(text)
    except ValueError:
        raise WrongUse(
            f"Không hiểu thời điểm “{text}”. Hãy ghi 2023-10-20 hoặc 2023-10-20T16:55. / Write a day or a day and time."
        ) from None
    if len(text) <= len("2023-10-20"):
        known_at = datetime.combine(known_at, time.max)
    return known_at if known_at.tzinfo else known_at.replace(tzinfo=PROVINCE_TIME)
