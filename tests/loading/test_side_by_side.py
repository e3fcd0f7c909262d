"""The short form of stress.py: some of everything, side by side, on a warehouse that is still empty when it begins."""

from __future__ import annotations

import os
from contextlib import contextmanager

import pytest
import stress
from stress import BusyWorld

from fundflow import journal
from fundflow.warehouse import Warehouse


@contextmanager
def busy(settings, seed: int):
    world = BusyWorld(settings, seed)
    try:
        yield world
    finally:
        world.stop()


def test_all_that_runs_side_by_side_comes_to_what_one_after_the_other_would(empty_database, rounds, seeded):
    with busy(empty_database, seeded.randrange(10**6)) as world:
        world.go_on(rounds(25, 1000), at_once=5)
        world.assert_as_one_after_the_other()


def test_of_one_that_does_not_end_it_is_told_whom_it_waits_for(fresh, monkeypatch):
    monkeypatch.setattr(stress, "OPERATIONS", {stress.build: 1})
    monkeypatch.setattr(stress, "PATIENCE_SECONDS", 2)
    with busy(fresh, seed=1) as world, Warehouse(fresh) as holder, holder.transaction():
        journal.lock(holder)
        with monkeypatch.context() as patch, pytest.raises(AssertionError, match=r"build .*does not end") as told:
            patch.setattr(os, "kill", lambda *arguments: None)
            world.go_on(1, at_once=1)
        assert f"'blocked_by': '{{{holder.value('SELECT pg_backend_pid()')}}}'" in str(told.value)
