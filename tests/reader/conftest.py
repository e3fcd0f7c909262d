"""`read`: the bytes of a file -> what the reader makes of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from making import written

from fundflow.reader import Workbook, open_workbook


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Workbook]:
    return lambda content, name="x.xlsx": open_workbook(written(tmp_path, content, name))


@pytest.fixture
def cells(read) -> Callable[..., dict]:
    """The cells of the first sheet by address."""
    return lambda content: {cell.address: cell for row in read(content).sheets[0].rows.values() for cell in row}
