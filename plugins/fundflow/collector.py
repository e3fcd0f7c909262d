"""Python's garbage collector, paused while millions of small records are made that stay.

Cells, amounts and rows point to nothing that points back; looking for circles among two million of them doubles the time.
Nor does it find anything in modules that are just being imported, or when the process ends.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def retire() -> None:
    """For the end of a process: no last search for circles among all that it imported."""
    gc.freeze()
