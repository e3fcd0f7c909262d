"""Contestants side by side: each round runs every one once, in turn; medians and ratios come from the same rounds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from benchmarks.measuring import Measured, timed
from benchmarks.stage import Stage

Say = Callable[[str], None]


@dataclass(slots=True)
class Contestant:
    """`prepare()` gives the command and its environment afresh for each round; only the command is timed.

    `once`: so slow that one round has to do; the table says so.
    """

    name: str
    prepare: Callable[[], tuple[Sequence[str | Path], Mapping[str, str]]]
    once: bool = False
    rounds: list[Measured] = field(default_factory=list)

    @property
    def median(self) -> float:
        return median(one.seconds for one in self.rounds)


def run(contestants: Sequence[Contestant], stage: Stage, rounds: int, say: Say) -> str:
    """Alternates the contestants for `rounds` rounds: a Markdown table of them, the first over each of the others."""
    for number in range(1, rounds + 1):
        for contestant in contestants:
            if contestant.once and contestant.rounds:
                continue
            measured = timed(*contestant.prepare(), stage.server)
            contestant.rounds.append(measured)
            say(f"  {number}/{rounds} {contestant.name}: {measured.seconds:.2f} s, {measured.megabytes:.0f} MB")
    return _table(contestants)


def _table(contestants: Sequence[Contestant]) -> str:
    ours = contestants[0]
    lines = [
        "| contestant | median s | min–max s | processor s | peak MB | fundflow ÷ it |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for one in contestants:
        seconds = [measured.seconds for measured in one.rounds]
        processor = median(measured.processor for measured in one.rounds)
        peak = max(measured.megabytes for measured in one.rounds)
        ratio = "" if one is ours else f"{ours.median / one.median:.2f}"
        lines.append(
            f"| {one.name}{', one round' if one.once else ''} | {one.median:.2f} | {min(seconds):.2f}–{max(seconds):.2f} | {processor:.2f} | {peak:.0f} | {ratio} |"
        )
    return "\n".join(lines)
