"""Progress of long work, on stderr, so that what a verb prints can be piped on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

STEPS = {
    "receive": "Nhận / Receive",
    "read": "Đọc / Read",
    "checks": "Kiểm tra / Check",
    "build": "Đưa vào kho / Load",
}


@contextmanager
def steps_shown(quiet: bool = False) -> Iterator[Callable[[str, int, int], None]]:
    """A function to be told (step, done, in all); shown where a person looks at a terminal."""
    console = Console(stderr=True, quiet=quiet)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=quiet or not console.is_terminal) as bars:
        tasks: dict[str, TaskID] = {}

        def tell(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bars.add_task(STEPS.get(step, step))
            bars.update(tasks[step], completed=done, total=total)

        yield tell
