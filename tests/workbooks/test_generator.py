"""Generated workbooks are the same for the same seed, come in every layout, and are read to the last figure."""

from __future__ import annotations

import pytest
from tests.workbooks.generator import LAYOUTS, generate

from fundflow.examine import examine

TOTALS = {"carried_total", "available", "spent", "total"}  # columns that are checked, never loaded
TOTALS_OF = {"closing": {"total"}, "by_year": set(), "by_source": TOTALS, "tall": {"total"}, "wide": {"total"}}


def written(made) -> dict[str, int]:
    return {
        made.cell(key, line): int(amount)
        for line in made.details
        for key, amount in line.amounts.items()
        if key in made.columns and key not in TOTALS_OF[made.layout] and amount
    }


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("seed", range(4))
def test_every_figure_is_read(layout, seed, tmp_path):
    made = generate(seed, layout)
    reading = examine(made.save(tmp_path))

    assert reading.accepted
    assert {row.cell: int(row.amount) for row in reading.rows if row.amount} == written(made)


def test_the_same_seed_makes_the_same_workbook():
    one, other = generate(5), generate(5)

    assert [row for row in one.sheet.values] == [row for row in other.sheet.values]
    assert one.name == other.name and one.layout == other.layout


def test_seeds_differ():
    assert len({tuple(generate(seed).sheet.values) for seed in range(20)}) == 20
