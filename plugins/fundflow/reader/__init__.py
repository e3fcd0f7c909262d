"""Workbook -> flat cells with addresses. The only room that opens a spreadsheet."""

from __future__ import annotations

from pathlib import Path

from fundflow.reader.cells import Workbook
from fundflow.reader.errors import UnreadableFile
from fundflow.reader.guard import Limits
from fundflow.reader.kinds import is_ignored

__all__ = ["Limits", "UnreadableFile", "Workbook", "is_ignored", "open_workbook"]


def open_workbook(path: Path | str, limits: Limits = Limits()) -> Workbook:
    """Reads a spreadsheet of any kind, in this process; raises UnreadableFile with the finding for its sender.

    For files of strangers use pool.read_in_children, which does this in a child that can be lost.
    """
    from fundflow.reader.opening import open_any

    return open_any(Path(path), limits)
