"""Thousands of random ledgers at once: decisions, reports, summaries, year-end forms and corrections of each, equal to
the model to the đồng. `make proofs` takes 10,000.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import model
from mart_facts import FACT_COLUMNS, FORMS, START

from fundflow import mart
from fundflow.warehouse import Warehouse

DAYS = {2022: ("2022-06-30", "2022-12-31", "2023-01-31"), 2023: ("2023-01-31", "2023-06-30", "2023-09-30")}
YEARS = ((2021, 2021), (2022, 2022), (2021, 2022), (2023, 2023))
MEASURES = ("carried_in", "allocated", "disbursed", "disbursed", "cancelled", "returned")
ALL_KEYS = """
(SELECT array_agg(unit_code) AS units, array_agg(component_code) AS components, array_agg(capital_type) AS capital_types
FROM (SELECT DISTINCT unit_code, component_code, capital_type FROM core.fact) AS key) AS keys
CROSS JOIN LATERAL {function}(units, components, capital_types, 'infinity') AS line
"""
SHOWN = "unit_code, component_code, budget_year, money_year_first, money_year_last, as_of, available_vnd, disbursed_vnd, remaining_vnd"
INSERT_FILES = """
INSERT INTO quality.file (sha256, told_by, size_bytes, status, form, source_kind, unit_code)
SELECT gen_random_uuid()::text, gen_random_uuid()::text, 1, 'accepted', 'disbursement', 'unit_report', '42.444'
FROM generate_series(1, %(count)s) RETURNING file_id
"""


def figures(chance: random.Random, decided: bool) -> tuple[model.Figure, ...]:
    """What one file says, each line of money and measure once; few amounts, so that parts often add up."""
    said = {}
    for _ in range(chance.randint(1, 6)):
        years = (chance.choice((2022, 2023)),) * 2 if decided else chance.choice(YEARS)
        measure = chance.choice(("allocated", "adjusted")) if decided else chance.choice(MEASURES)
        amount = chance.randint(-2, 4) if measure == "adjusted" else chance.choice((0, 1, 2, 3, 4, 10**15 + 7))
        said[years, measure] = model.Figure("GNBV.2", *years, measure, amount)
    return tuple(said.values())


def ledger(chance: random.Random) -> Iterator[model.Submission]:
    """The submissions of one unit, not yet numbered; a correction takes the place of the one before."""
    for _ in range(chance.randint(1, 6)):
        kind = chance.choice(("unit_report", "unit_report", "summary", "carryover_form", "decision"))
        year = chance.choice(tuple(DAYS))
        day = date.fromisoformat(chance.choice(DAYS[year]))
        said = model.Submission(0, kind, year, day, START, figures(chance, kind == "decision"))
        if chance.random() < 0.2:
            yield replace(said, superseded=True)
            said = replace(said, figures=figures(chance, kind == "decision"))
        yield said


class Province:
    """Ledgers on their way into the warehouse, all in a few statements."""

    def __init__(self, chance: random.Random, count: int) -> None:
        self.ledgers = {f"U{number:05}": list(ledger(chance)) for number in range(count)}

    def load(self, warehouse) -> None:
        submissions = [(unit, one) for unit, book in self.ledgers.items() for one in book]
        numbers = [row.file_id for row in warehouse.query(INSERT_FILES, count=len(submissions))]
        for minute, ((_, one), number) in enumerate(zip(submissions, sorted(numbers), strict=True)):
            one.number, one.known = number, START + timedelta(minutes=minute)
        warehouse.copy_rows("core.submission", SUBMISSION_COLUMNS, map(_submission, submissions))
        warehouse.copy_rows("core.supersession", ["superseded_id", "superseding_id", "superseded_at"],
                            self._supersessions())  # fmt: skip
        warehouse.copy_rows("core.fact", FACT_COLUMNS, (row for pair in submissions for row in _facts(*pair)))

    def expected(self) -> set[str]:
        return {
            _shown((unit, each.component, each.budget_year, each.first, each.last, each.as_of,
                    *map(_money, (each.available, each.disbursed, each.remaining))))
            for unit, book in self.ledgers.items() for each in model.history(book) if not each.is_zero
        }  # fmt: skip

    def _supersessions(self) -> Iterator[tuple]:
        for book in self.ledgers.values():
            for old, new in pairwise(book):
                if old.superseded:
                    yield old.number, new.number, new.known


SUBMISSION_COLUMNS = ["submission_id", "form", "source_kind", "unit_code", "budget_year", "as_of", "subject", "scope",
                      "known_from", "decision_number"]  # fmt: skip


def _submission(pair) -> tuple:
    unit, one = pair
    decision = f"{one.number}/QĐ" if one.kind == "decision" else None
    return (one.number, FORMS.get(one.kind, "disbursement"), one.kind, unit, one.budget_year, one.as_of,
            f"{one.kind}|{unit}|{decision or one.as_of}", [], one.known, decision)  # fmt: skip


def _facts(unit: str, one: model.Submission) -> Iterator[tuple]:
    for line, each in enumerate(one.figures, start=1):
        yield (one.number, one.kind, one.budget_year, one.as_of, one.known, each.component, unit, "SN", each.first,
               each.last, each.measure, Decimal(each.amount), None, None, None, "BC", f"A{line}")  # fmt: skip


def _money(amount: int | None) -> Decimal | None:
    return None if amount is None else Decimal(amount)


def _shown(row) -> str:
    return " ".join("-" if value is None else str(value) for value in row)


def test_every_ledger_equals_the_model(fresh, seeded, rounds):
    province = Province(seeded, rounds(500, 10_000))
    with Warehouse(fresh) as warehouse:
        province.load(warehouse)
        mart.refresh(warehouse)
        shown = {_shown(row) for row in warehouse.query(f"SELECT {SHOWN} FROM mart.fund_status_history")}  # noqa: S608
    expected = province.expected()
    assert shown - expected == set()
    assert expected - shown == set()
    assert len({line.split()[0] for line in expected}) > 0.9 * len(province.ledgers)


def test_lines_shared_out_to_processes_are_those_of_one_process(fresh, seeded):
    with Warehouse(fresh) as warehouse:
        Province(seeded, 500).load(warehouse)
        shared, alone = (
            sorted(row[0] for row in warehouse.query(f"SELECT line::text FROM {ALL_KEYS.format(function=name)}"))  # noqa: S608
            for name in ("mart.lines", "mart.lines_of")
        )
    assert shared == alone and len(alone) > 1_000
