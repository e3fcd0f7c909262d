"""Clean workbooks, as many and as different as asked: every layout, random but the same for the same seed.

    made = generate(seed)            a Workbook of openpyxl with the map of what stands where
    made.save(folder)                <folder>/<unit code>/<name>.xlsx

Amounts are whole thousands of đồng, totals and rates are right, spending stays within its plan. Harnesses plant faults
by asking the map for a cell: `made.cell("spent_current", line)`.
"""

from __future__ import annotations

import random

from tests.workbooks.layouts import by_source, by_year, closing, tall, wide
from tests.workbooks.made import Made

LAYOUTS = {"by_source": by_source, "by_year": by_year, "closing": closing, "tall": tall, "wide": wide}


def generate(seed: int, layout: str | None = None) -> Made:
    """One clean workbook; the same for the same seed."""
    dice = random.Random(seed)
    return LAYOUTS[layout or dice.choice(list(LAYOUTS))](dice, seed)
