"""The short form of crash.py: every point once, each way of failing, and some kills at random moments."""

from __future__ import annotations

import signal

import pytest
from crash import World, crash_at, kill_at_random, kill_the_server

from fundflow import embedded
from fundflow.faults import LOADER_POINTS
from fundflow.migrations import migrate
from fundflow.settings import Settings
from fundflow.warehouse import Warehouse


@pytest.fixture(scope="module")
def world(settings, drawn_seed):
    return world_of(settings, drawn_seed)


@pytest.fixture
def world_with_a_server_of_its_own(short_folder, drawn_seed):
    settings = Settings(home=short_folder, settle_seconds=0)
    settings.make_folders()
    yield world_of(settings, drawn_seed)
    embedded.stop(settings)


def world_of(settings: Settings, seed: int) -> World:
    with Warehouse(settings) as warehouse:
        migrate(warehouse)
    return World(settings, seed)


@pytest.mark.parametrize("point", LOADER_POINTS)
def test_a_loader_killed_at_a_point_loses_and_doubles_nothing(world, point):
    assert crash_at(world, point, "kill", beside=False) == -signal.SIGKILL


@pytest.mark.parametrize("point", LOADER_POINTS)
def test_a_loader_cut_off_beside_another_loses_and_doubles_nothing(world, point):
    assert crash_at(world, point, "backend", beside=True) in (0, 3)


def test_loaders_killed_at_any_moment_lose_and_double_nothing(world):
    for _ in range(8):
        kill_at_random(world)


def test_a_server_killed_under_two_loaders_loses_and_doubles_nothing(world_with_a_server_of_its_own):
    for _ in range(2):
        kill_the_server(world_with_a_server_of_its_own)
