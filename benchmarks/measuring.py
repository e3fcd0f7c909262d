"""One command, measured: seconds on the clock, seconds of processor, and the largest process that it needed."""

from __future__ import annotations

import os
import platform
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

import psutil

LOOK_EVERY_SECONDS = 0.1  # each process keeps its own high-water mark: only the last moments of one may be missed


class CommandFailed(Exception):
    """A contestant did not come to its end; the message has the last words of its errors."""


@dataclass(frozen=True, slots=True)
class Measured:
    """`processor`: seconds of the command's processes and of the server's on its behalf; `megabytes`: of the largest."""

    seconds: float
    processor: float
    megabytes: float


def timed(command: Sequence[str | Path], environment: Mapping[str, str], server: psutil.Process) -> Measured:
    """Runs one command to its end. Raises CommandFailed."""
    before = _server_seconds(server)
    started = time.monotonic()
    process = subprocess.Popen(command, env=os.environ | environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    with _Watch(process.pid, server.pid) as watch:
        errors = process.stderr.read() if process.stderr else b""
        _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise CommandFailed(f"{' '.join(map(str, command))} failed ({process.returncode}):\n{errors.decode()[-2000:]}")
    processor = usage.ru_utime + usage.ru_stime + _server_seconds(server) - before
    return Measured(seconds, processor, max(watch.megabytes, usage.ru_maxrss / 1024))


class _Watch:
    """Follows the processes below the given ones, and keeps the largest high-water mark of their memory."""

    def __init__(self, *roots: int):
        self.megabytes = 0.0
        self._roots = roots
        self._over = Event()
        self._thread = Thread(target=self._look, daemon=True)

    def __enter__(self) -> _Watch:
        self._thread.start()
        return self

    def __exit__(self, *exception) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(LOOK_EVERY_SECONDS):
            for process in self._processes():
                self.megabytes = max(self.megabytes, _peak(process.pid))

    def _processes(self) -> Iterator[psutil.Process]:
        for root in self._roots:
            with suppress(psutil.Error):
                process = psutil.Process(root)
                yield from [process, *process.children(recursive=True)]


def _peak(pid: int) -> float:
    """MB of memory that a process has had at most, so far; 0 for one that is gone."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) / 1024
    return 0.0


def _server_seconds(server: psutil.Process) -> float:
    """Processor time of the server's processes, those that have ended included."""
    times = server.cpu_times()
    seconds = times.children_user + times.children_system
    for child in server.children():
        with suppress(psutil.Error):
            seconds += sum(child.cpu_times()[:2])
    return seconds


def machine() -> str:
    """The machine in one line."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), platform.machine())
    memory = psutil.virtual_memory().total >> 30
    return f"{os.cpu_count()} cores ({model}), {memory} GB, Python {platform.python_version()}"
