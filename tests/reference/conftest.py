"""The real reference, and folders in which a test may add rows as a newcomer would."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from fundflow.reference import Reference

FOLDER = Path(__file__).resolve().parents[2] / "include" / "reference"


@pytest.fixture(scope="session")
def reference() -> Reference:
    return Reference.load(FOLDER)


@pytest.fixture
def with_rows(tmp_path) -> Callable[..., Reference]:
    """with_rows({"law.csv": ["…"]}) -> the reference with these rows as well."""
    folder = tmp_path / "reference"
    shutil.copytree(FOLDER, folder)

    def add(rows: dict[str, list[str]]) -> Reference:
        for name, lines in rows.items():
            with (folder / name).open("a", encoding="utf-8") as file:
                file.writelines(f"{line}\n" for line in lines)
        return Reference.load(folder)

    return add
