"""Cells of the tables, worked out again from what stands in the senders' workbooks: openpyxl opens the archived original,
this file finds the sheet's unit of money and adds up. Nothing of the reader or of the tables' SQL takes part, except
the list of cells that `fundflow trace` names. `make proofs` takes 1,000 cells.
"""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal
from functools import cache
from pathlib import Path

import openpyxl
import pytest

from fundflow.loading.archive import path_of

GIVEN, SPENT, GONE = ("carried_in", "allocated", "adjusted"), ("disbursed",), ("cancelled", "returned")
COLUMNS = ("available_vnd", "disbursed_vnd", "remaining_vnd")
UNITS_OF_MONEY = {"tỷ": 10**9, "triệu": 10**6, "nghìn": 10**3, "ngàn": 10**3, "1.000": 10**3, "đồng": 1}
STATED = re.compile(r"đơn vị(?: tính)?\s*:?\s*(.*)|đvt\s*:?\s*(.*)", re.IGNORECASE)


@cache
def book(path: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(path.open("rb"), data_only=True)


@cache
def scale(path: Path, sheet: str) -> int:
    """Đồng per unit of the sheet, as the sheet says."""
    for row in book(path)[sheet].iter_rows(values_only=True):
        for value in row:
            stated = STATED.search(value) if isinstance(value, str) else None
            for word, factor in UNITS_OF_MONEY.items() if stated else ():
                if word in stated[0].lower():
                    return factor
    raise AssertionError(f"{path} {sheet} states no unit of money")


def raw_amount(path: Path, sheet: str, cell: str) -> Decimal:
    value = book(path)[sheet][cell].value
    if isinstance(value, str):
        value = value.strip().replace(".", "").replace(",", ".").replace("-", "0")
    return round(Decimal(str(value)) * scale(path, sheet), 2)


def worked_out(behind: dict[str, list[tuple]]) -> dict[str, Decimal | None]:
    """The columns of a line, from its cells by measure. Missing is not zero."""

    def total(measures: tuple[str, ...]) -> Decimal | None:
        places = [place for measure in measures for place in behind.get(measure, ())]
        return sum((raw_amount(*place) for place in places), Decimal(0)) if places else None

    available, spent = total(GIVEN), total(SPENT)
    known = available is not None and spent is not None
    return dict(
        zip(COLUMNS, (available, spent, available - spent - (total(GONE) or 0) if known else None), strict=True)
    )


@pytest.fixture(scope="module")
def cells(audited, warehouse):
    """Every amount of every line on every day: (line, column, amount)."""
    lines = warehouse.query("SELECT * FROM mart.fund_status_history ORDER BY 1, 2, 5, 7, 9, 10")
    return [(line, column, getattr(line, column)) for line in lines for column in COLUMNS]


@pytest.fixture(scope="module")
def sources(audited, warehouse):
    """sources(line): the original and the place of each cell behind a line, by measure."""
    originals = {row.file_id: row.sha256 for row in warehouse.query("SELECT file_id, sha256 FROM quality.file")}

    @cache
    def of(unit: str, component: str, capital_type: str, day, years: tuple[int, int]) -> dict[str, list[tuple]]:
        found = defaultdict(list)
        for fact in warehouse.run_sql("trace/line", unit=unit, component=component, capital_type=capital_type,
                                      money_year=years[0], on_day=day, known_at=None):  # fmt: skip
            if (fact.line_first, fact.line_last) == years:
                original = path_of(audited.archive, originals[fact.submission_id])
                found[fact.measure].append((original, fact.sheet, fact.cell))
        return found

    return lambda line: of(
        line.unit_code, line.component_code, line.capital_type, line.as_of,
        (line.money_year_first, line.money_year_last),
    )  # fmt: skip


def test_cells_of_the_tables_follow_from_the_cells_of_the_workbooks(cells, sources, seeded, rounds):
    sample = seeded.sample(cells, rounds(100, 1000))
    differences = [
        (line.unit_code, line.component_code, line.as_of, column, shown)
        for line, column, shown in sample
        if shown != worked_out(sources(line))[column]
    ]
    assert differences == []
    assert sum(shown is not None for _, _, shown in sample) > 0.7 * len(sample)
