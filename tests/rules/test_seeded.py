"""The short form of seeded.py: every kind of fault is caught at its cell and told once, clean workbooks in peace."""

from __future__ import annotations

import pytest
from tests.rules import seeded
from tests.rules.seeded import KINDS

PLACES, CLEAN = 3, 40


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_planted_fault_is_caught_at_its_cell_and_told_once(kind, tmp_path):
    found = seeded.score(kind, PLACES, seed=7, folder=tmp_path)

    assert (found.planted, found.at_the_cell) == (PLACES, PLACES), found.misses
    assert found.errors <= PLACES


def test_there_are_at_least_twenty_kinds():
    assert len({kind.name for kind in KINDS}) == len(KINDS) >= 20


def test_clean_workbooks_have_no_findings(tmp_path):
    counted = seeded.clean(CLEAN, seed=7, folder=tmp_path)

    assert counted["files"] == CLEAN
    assert counted["with errors"] == counted["with warnings"] == 0, counted
