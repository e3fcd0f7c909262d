"""The short form of `make fuzz`."""

from __future__ import annotations

import os

from fuzz import run


def test_mutants():
    assert list(run(300, int(os.environ.get("TEST_SEED", "7")))) == []
