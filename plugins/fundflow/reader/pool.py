"""Files of strangers are read in children that may be lost: limited in memory, processor time, time and output.

The children are fresh processes (no threads, locks, secrets or memory of the parent come with them) and serve many
files each. One that dies, hangs or swells costs its one file a finding, and is replaced.
"""

from __future__ import annotations

import logging
import os
import selectors
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from fundflow.reader import open_workbook
from fundflow.reader.child import Answer, Child
from fundflow.reader.guard import Limits

AHEAD_PER_WORKER = 8  # answers that may wait for a slower file before them

log = logging.getLogger(__name__)


def read_files(paths: Iterable[Path | str], limits: Limits = Limits(), workers: int | None = None) -> Iterator[tuple]:
    """Yields (path, Workbook | Finding) in the order of the paths."""
    return read_in_children(paths, open_workbook, limits, workers)


def read_in_children(
    jobs: Iterable[Any],
    work: Callable[[Any], Any],
    limits: Limits = Limits(),
    workers: int | None = None,
    path_of: Callable[[Any], Path | str] = lambda job: job,
) -> Iterator[tuple[Any, Any]]:
    """Yields (job, what work(job) returned | a Finding why not), in the order of the jobs.

    `work` runs in the children: a picklable callable; what it carries (a partial's arguments) is sent once per child.
    `path_of(job)` is the file that the job is about: time is granted by its size. An UnreadableFile that `work` raises
    comes back as its finding, a MemoryError as file.memory, any other exception as file.crashed.
    """
    with Pool(work, limits, workers, path_of) as pool:
        yield from pool.run(jobs)


class Pool:
    """Children that are there for several runs: hands out jobs, collects answers, watches the clock.

    The arguments are those of `read_in_children`. `warm_up`: what each child does before its first job. A run that is left
    early leaves its children busy: the pool serves no other then.
    """

    def __init__(
        self,
        work: Callable[[Any], Any],
        limits: Limits = Limits(),
        workers: int | None = None,
        path_of: Callable[[Any], Path | str] = lambda job: job,
        warm_up: Callable[[], Any] | None = None,
    ):
        self.work, self.limits, self.path_of, self.warm_up = work, limits, path_of, warm_up
        self.workers = workers or os.cpu_count() or 1
        self.selector = selectors.DefaultSelector()
        self.idle: list[Child] = []
        self.busy: dict[Child, int] = {}  # the number of the job that each works on
        self.values: dict[int, Any] = {}  # by number of the job

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *exception) -> None:
        for child in [*self.idle, *self.busy]:
            child.end()
        self.selector.close()

    def prepare(self, files: int) -> None:
        """Starts the children that so many files will need; they get themselves ready while the caller goes on."""
        while len(self.idle) + len(self.busy) < min(self.workers, files):
            self._add_child()

    def _add_child(self) -> None:
        self.idle.append(Child(self.work, self.limits, self.warm_up))

    def run(self, jobs: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
        """What `read_in_children` yields."""
        jobs = deque(jobs)
        self.prepare(len(jobs))
        waiting: deque[Any] = deque()  # jobs handed out whose answers are still to be yielded
        at_most = AHEAD_PER_WORKER * len(self.idle)
        first = 0  # the number of waiting[0]
        while jobs or waiting:
            while jobs and self.idle and len(waiting) < at_most:
                waiting.append(jobs.popleft())
                self._hand_out(waiting[-1], first + len(waiting) - 1)
            self._collect()
            while first in self.values:
                yield waiting.popleft(), self.values.pop(first)
                first += 1

    def _hand_out(self, job: Any, number: int) -> None:
        child = self.idle.pop()
        self.busy[child] = number
        self.selector.register(child, selectors.EVENT_READ, child)
        with suppress(ConnectionError):  # it is dead already: the end of its pipe will say how
            child.start(job, self.limits.cpu_for(_size(self.path_of(job))))

    def _collect(self) -> None:
        """Waits for the next answer, death or deadline."""
        patience = min(child.deadline for child in self.busy) - time.monotonic()
        for key, _ in self.selector.select(max(0.0, patience)):
            child: Child = key.data
            if answer := child.receive():
                self._settle(child, answer)
        for child in [child for child in self.busy if time.monotonic() >= child.deadline]:
            self._settle(child, child.overdue())

    def _settle(self, child: Child, answer: Answer) -> None:
        if answer.trouble:
            log.info("A file was lost: %s", answer.trouble)
        self.values[self.busy.pop(child)] = answer.value
        self.selector.unregister(child)
        if answer.last:
            child.end()
            self._add_child()
        else:
            self.idle.append(child)


def _size(path: Path | str) -> int:
    try:
        return os.lstat(path).st_size
    except (OSError, ValueError):
        return 0
