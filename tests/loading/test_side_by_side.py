"""The short form of stress.py: some of everything, side by side, on a warehouse that is still empty when it begins."""

from __future__ import annotations

import os

import pytest
from stress import BusyWorld


@pytest.mark.timeout(600)
def test_all_that_runs_side_by_side_comes_to_what_one_after_the_other_would(empty_database, rounds):
    world = BusyWorld(empty_database, int(os.environ["TEST_SEED"]))
    try:
        world.go_on(rounds(25, 1000), at_once=5)
        world.assert_as_one_after_the_other()
    finally:
        world.stop()
