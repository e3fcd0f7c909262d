"""Every fault is found at its own cell, and nothing else is said: one fault, one finding."""

from __future__ import annotations

import random

import pytest
from test_variants import FIRST, knowledge, leaves_numbers_open, read  # noqa: F401 - knowledge is a fixture
from variants import variant
from variants.faults import OMISSIONS, PLANTED

EACH = 12


def errors(reading) -> list[tuple]:
    return [(found.rule, found.sheet, found.cell) for found in reading.findings if found.severity == "error"]


@pytest.mark.parametrize("plant", PLANTED, ids=lambda plant: plant.__name__)
def test_a_planted_fault_is_the_only_finding(plant, knowledge):  # noqa: F811
    planted = 0
    for seed in range(FIRST, FIRST + 400):
        made = variant(seed, knowledge[0])
        expected = None if leaves_numbers_open(made) else plant(made, random.Random(seed))
        if expected is None:
            continue
        found = errors(read(made.workbook(), made, knowledge))
        if expected[2] is None:
            found = [(rule, sheet, None) for rule, sheet, _ in found]
        assert found == [expected], f"seed {seed}"
        planted += 1
        if planted == EACH:
            return
    assert planted >= EACH / 2


@pytest.mark.parametrize("omission", OMISSIONS)
def test_what_is_left_out_is_the_only_finding(omission, knowledge):  # noqa: F811
    for seed in range(FIRST, FIRST + EACH):
        made = variant(seed, knowledge[0], omission)
        if leaves_numbers_open(made):
            continue
        found = errors(read(made.workbook(), made, knowledge))

        assert {rule for rule, _, _ in found} == {OMISSIONS[omission]}, f"seed {seed}"
