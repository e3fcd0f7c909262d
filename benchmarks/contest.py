"""Contestants side by side: each round runs every one once, in turn; medians and ratios come from the same rounds."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median


@dataclass(slots=True)
class Contestant:
    """`prepare()` gives the command and its environment afresh for each round; only the command is timed."""

    name: str
    prepare: Callable[[], tuple[Sequence[str], dict[str, str]]]
    seconds: list[float] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)  # of the largest single process

    @property
    def median(self) -> float:
        return median(self.seconds)


def run(contestants: Sequence[Contestant], rounds: int, say: Callable[[str], None]) -> None:
    """Alternates the contestants for `rounds` rounds. Stops at the first that fails: a failed run is no time."""
    for number in range(1, rounds + 1):
        for contestant in contestants:
            command, environment = contestant.prepare()
            seconds, megabytes = timed(command, environment)
            contestant.seconds.append(seconds)
            contestant.megabytes.append(megabytes)
            say(f"  {number}/{rounds} {contestant.name}: {seconds:.2f} s, {megabytes:.0f} MB")


def timed(command: Sequence[str], environment: dict[str, str]) -> tuple[float, float]:
    """(wall seconds, peak MB of the largest process) of one command."""
    started = time.monotonic()
    process = subprocess.Popen(command, env=os.environ | environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(map(str, command))} failed ({process.returncode}):\n{errors.decode()[-2000:]}")
    return seconds, usage.ru_maxrss / 1024


def table(contestants: Sequence[Contestant]) -> str:
    """A Markdown table: median, range, memory, and fundflow's median over each peer's."""
    ours = contestants[0]
    lines = ["| contestant | median s | min–max s | peak MB | fundflow ÷ it |", "|---|---:|---:|---:|---:|"]
    for one in contestants:
        ratio = "" if one is ours else f"{ours.median / one.median:.2f}"
        lines.append(
            f"| {one.name} | {one.median:.2f} | {min(one.seconds):.2f}–{max(one.seconds):.2f} | {max(one.megabytes):.0f} | {ratio} |"
        )
    return "\n".join(lines)


def machine() -> str:
    cores = os.cpu_count()
    memory = next((line for line in Path("/proc/meminfo").read_text().splitlines() if line.startswith("MemTotal")), "")
    model = next(
        (
            line.split(":")[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.machine(),
    )
    return f"{cores} cores ({model}), {int(memory.split()[1]) // 1024 // 1024} GB, Python {platform.python_version()}"
