"""The short form of crash.py: every point once, each way of failing, and some kills at random moments."""

from __future__ import annotations

import os
import random
import signal

import pytest
from crash import LOADER_POINTS, World, crash_at, kill_at_random

from fundflow.warehouse import Warehouse


@pytest.fixture(scope="module")
def world(settings):
    with Warehouse(settings) as warehouse:
        warehouse.migrate()
    return World(settings, int(os.environ.setdefault("TEST_SEED", str(random.randrange(10**6)))))


@pytest.mark.parametrize("point", LOADER_POINTS)
def test_a_loader_killed_at_a_point_loses_and_doubles_nothing(world, point):
    assert crash_at(world, point, "kill", beside=False) == -signal.SIGKILL


@pytest.mark.parametrize("point", LOADER_POINTS)
def test_a_loader_cut_off_beside_another_loses_and_doubles_nothing(world, point):
    assert crash_at(world, point, "backend", beside=True) in (0, 3)


def test_loaders_killed_at_any_moment_lose_and_double_nothing(world):
    for _ in range(8):
        kill_at_random(world)
