"""What the checks that follow a figure from report to report find, against a plain reading of each line by itself."""

import random
from itertools import pairwise

import pytest
from mart_facts import Batch

DAYS = [f"2023-{month:02}-28" for month in range(1, 8)]
LINES = [f"GNBV.{project}" for project in range(1, 41)]
STEPS = (0, 1, 1, 2, 3, 13, 40, -2)


@pytest.fixture
def told(ledger):
    """One report a day, half of them known and half on their way: line -> its amounts, None where it is left out."""
    draw = random.Random(20260)
    amounts = {line: _amounts(draw) for line in LINES}
    batch = Batch(ledger)
    for number, day in enumerate(DAYS):
        enter = ledger.submit if number < 3 else batch.stage
        enter(
            "\n".join(
                f"{line} SN 2023 disbursed {of[number]}" for line, of in amounts.items() if of[number] is not None
            ),
            as_of=day,
        )
    return batch, amounts


def _amounts(draw: random.Random) -> list[int | None]:
    amount, amounts = 1, []
    for _ in DAYS:
        amount += draw.choice(STEPS)
        amounts.append(None if draw.random() < 0.05 else amount)
    return amounts


def found(batch: Batch, check: str) -> list[tuple[str, str]]:
    return sorted((row.expected, str(row.difference_vnd)) for row in batch.told_by(check))


def followed(amounts: list[int | None]) -> list[tuple[int, int]]:
    """(number of the report, amount) where the line is told."""
    return [(number, amount) for number, amount in enumerate(amounts) if amount is not None]


def test_every_fall_is_found_and_nothing_else(told):
    batch, amounts = told
    falls = [
        (f"≥ {before}", str(after - before))
        for of in amounts.values()
        for (_, before), (number, after) in pairwise(followed(of))
        if number >= 3 and after < before
    ]
    assert len(falls) > 10
    assert found(batch, "disbursed_falls") == sorted(falls)


def test_every_jump_is_found_and_nothing_else(told):
    batch, amounts = told
    jumps = []
    for of in amounts.values():
        steps = [(number, after, after - before) for (_, before), (number, after) in pairwise([(0, 0), *followed(of)])]
        for place, (number, amount, step) in enumerate(steps):
            largest = max((earlier for *_, earlier in steps[:place]), default=0)
            if number >= 3 and place >= 2 and largest > 0 and step > 5 * largest and step * 10 > amount:
                jumps.append((f"≤ {amount - step + 5 * largest}", str(step - 5 * largest)))
    assert len(jumps) > 5
    assert found(batch, "disbursed_jump") == sorted(jumps)


def test_every_line_that_vanishes_is_found_and_nothing_else(told):
    batch, amounts = told
    vanished = [
        (str(before), str(-before))
        for of in amounts.values()
        for number, (before, after) in enumerate(pairwise(of), start=1)
        if number >= 3 and before and after is None
    ]
    assert len(vanished) > 3
    assert found(batch, "line_disappeared") == sorted(vanished)
