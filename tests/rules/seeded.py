"""Faults planted in clean workbooks: is each caught, at the right cell, and told once?

    python -m tests.rules.seeded --places 50 --clean 500

prints, for every kind of fault, how many were planted, caught, caught at the right cell, and how many errors one fault
made; then what is found in clean workbooks. The suite runs the short form (test_seeded.py).
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.rules.seeded_faults import FAULTS, Kind, Planted
from tests.rules.seeded_traps import TRAPS
from tests.workbooks.generator import generate
from tests.workbooks.made import Made

from fundflow.examine import examine
from fundflow.findings import Severity
from fundflow.records import Reading

KINDS = (*FAULTS, *TRAPS)
MOST_TRIES = 60  # workbooks looked at for a place where a fault of the kind fits


@dataclass
class Score:
    planted: int = 0
    caught: int = 0
    at_the_cell: int = 0
    errors: int = 0
    misses: list[str] = field(default_factory=list)


# Planting and scoring -----------------------------------------------------------------------------------------------


def plant(kind: Kind, places: int, seed: int, folder: Path) -> Iterator[tuple[Made, Planted, Reading]]:
    """Plants a kind of fault in as many workbooks as asked, and reads them."""
    dice = random.Random(f"{kind.name}{seed}")
    done = tries = 0
    while done < places and tries < MOST_TRIES * places:
        tries += 1
        made = generate(dice.randrange(10**9), dice.choice(kind.layouts))
        planted = kind.plant(made, dice)
        if planted is None:
            continue
        done += 1
        made.unit = planted.folder or made.unit
        path = made.save(folder / f"{kind.name} {done}")
        yield made, planted, examine(path)


def score(kind: Kind, places: int, seed: int, folder: Path) -> Score:
    found = Score()
    for made, planted, reading in plant(kind, places, seed, folder):
        found.planted += 1
        telling = [one for one in reading.findings if one.rule in kind.rules and one.severity is kind.severity]
        found.caught += bool(telling)
        found.at_the_cell += any(one.cell in planted.cells for one in telling)
        found.errors += sum(one.stops for one in reading.findings)
        if not any(one.cell in planted.cells for one in telling):
            told = [(one.rule, one.cell) for one in reading.findings]
            found.misses.append(f"{made.layout} seed {made.seed}: planted {planted.cells[:2]}, told {told[:4]}")
    return found


def clean(count: int, seed: int, folder: Path) -> Counter:
    """Findings in clean workbooks: files by their worst severity, and every rule that spoke."""
    counted: Counter = Counter()
    for number in range(count):
        reading = examine(generate(seed * 1_000_003 + number).save(folder / f"clean {number}"))
        severities = {one.severity for one in reading.findings}
        counted["files"] += 1
        counted["with errors"] += Severity.ERROR in severities
        counted["with warnings"] += Severity.WARNING in severities
        counted.update(f"{one.severity} {one.rule}" for one in reading.findings)
    return counted


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--places", type=int, default=50)
    options.add_argument("--clean", type=int, default=500)
    options.add_argument("--seed", type=int, default=1)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        scores = {kind: score(kind, asked.places, asked.seed, Path(folder)) for kind in KINDS}
        counted = clean(asked.clean, asked.seed, Path(folder))
    for line in report(scores, counted):
        print(line)  # noqa: T201 - this is a program


def report(scores: dict[Kind, Score], counted: Counter) -> Iterator[str]:
    yield f"{'kind of fault':32} {'severity':8} planted caught  at cell  errors per fault"
    for kind, found in scores.items():
        share = found.errors / max(1, found.planted)
        yield f"{kind.name:32} {kind.severity:8} {found.planted:7} {found.caught:6} {found.at_the_cell:8}  {share:6.2f}"
        yield from (f"    missed: {miss}" for miss in found.misses[:5])
    for severity in (Severity.ERROR, Severity.WARNING):
        of_it = [found for kind, found in scores.items() if kind.severity is severity]
        planted = sum(found.planted for found in of_it)
        caught, at_the_cell = sum(found.caught for found in of_it), sum(found.at_the_cell for found in of_it)
        each = sum(found.errors for found in of_it) / max(1, planted)
        yield f"{severity} kinds: {planted} planted, {caught} caught, {at_the_cell} at the cell, {each:.3f} errors each"
    yield f"clean workbooks: {dict(counted)}"


if __name__ == "__main__":
    main()
