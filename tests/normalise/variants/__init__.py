"""Workbooks of the kinds that offices send, with mixtures of mess drawn by chance, and what must be read from each.

`variant(seed)` gives a Variant. `grid.py` holds sheets, `spelling.py` knows how people write names, numbers and words,
`reports.py` (with `report_columns.py` and `report_lines.py`), `decisions.py` and `carryover.py` draw the three kinds of
return.
"""

from __future__ import annotations

import random

from .carryover import carryover_form
from .decisions import decision
from .grid import Variant
from .reports import report

# What a row says, in the order of Variant.rows.
WORDS = (
    "component", "unit", "capital_type", "budget_level", "money_year_first", "money_year_last", "measure", "amount", "sheet", "cell",
)  # fmt: skip
KINDS = (report, report, report, decision, decision, carryover_form)


def variant(seed: int, reference, omission: str | None = None) -> Variant:
    """The same seed draws the same workbook. `omission`: a report that leaves something out, see faults.py."""
    draw = random.Random(seed)
    if omission:
        return report(draw, reference, omission)
    return draw.choice(KINDS)(draw, reference)
