"""Mutants of good workbooks: none may hurt the machine, end in a traceback, or be read with another sum.

A mutant is a good file with bytes changed, cut, doubled or swapped, in the packed file or inside one of its parts. One
that is packed anew around changed figures says other figures honestly; so inside the sheets only what is no figure is
changed, and the sum of all numbers must stay, unless a finding says what is wrong.

    python tests/reader/fuzz.py --mutants 10000 --seed 7
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from pathlib import Path

from making import zip_of

from fundflow.findings import Finding
from fundflow.reader import open_workbook
from fundflow.reader.pool import read_in_children

CHECKOUT = Path(__file__).parents[2]
FIGURES = re.compile(rb"<v>[^<]*</v>|<t[^>]*>[^<]*</t>|<f[^>]*>[^<]*</f>|<row[^>]*>|<c [^>]*>")
SEEDS = sorted(CHECKOUT.glob("include/samples/**/*.xlsx"))[::11]
BATCH = 500


def total(path: Path) -> tuple[Decimal, int]:
    """The sum of all numbers of a workbook, and how many cells it has. Runs in the child."""
    cells = [cell for sheet in open_workbook(path).sheets for row in sheet.rows.values() for cell in row]
    return sum((cell.number for cell in cells if cell.kind == "number"), Decimal(0)), len(cells)


def mutant(good: bytes, chance: random.Random) -> bytes:
    """A changed copy of a good file."""
    return mutated(good, chance) if chance.random() < 0.5 else repacked(good, chance)


def mutated(content: bytes, chance: random.Random) -> bytes:
    """Bytes changed, cut, doubled, swapped or blanked at a few places."""
    data = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        place, length = chance.randrange(len(data)), chance.randint(1, 40)
        match chance.randrange(6):
            case 0:
                data[place] = chance.randrange(256)
            case 1:
                data[place] ^= 1 << chance.randrange(8)
            case 2:
                del data[place : place + length]
            case 3:
                data[place:place] = data[place : place + length]
            case 4:
                data[place : place + length] = bytes(length)
            case _:
                other = chance.randrange(len(data))
                data[place : place + length], data[other : other + length] = (
                    data[other : other + length],
                    data[place : place + length],
                )
        data = data or bytearray(b"P")
    return bytes(data)


def repacked(content: bytes, chance: random.Random) -> bytes:
    """One part changed and packed anew, with a right checksum; in a sheet only around the figures."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice(sorted(parts))
    if name.startswith("xl/worksheets/"):
        figures = [match.span() for match in FIGURES.finditer(parts[name])]
        start = chance.choice(["head", "tail"])
        first, last = figures[0][0], figures[-1][1]
        part = parts[name]
        parts[name] = (
            mutated(part[:first], chance) + part[first:]
            if start == "head"
            else part[:last] + mutated(part[last:], chance)
        )
    elif name not in ("xl/sharedStrings.xml", "xl/styles.xml"):  # texts, and which numbers are dates: figures too
        parts[name] = mutated(parts[name] or b" ", chance)
    return zip_of(parts)


def run(count: int, seed: int) -> Iterator[str]:
    """What is wrong, a line each; nothing if all is well. Counts go to the standard output."""
    chance = random.Random(seed)
    good = {path: (path.read_bytes(), total(path)) for path in SEEDS}
    answers: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for batch in range(0, count, BATCH):
            jobs = []
            for number in range(min(BATCH, count - batch)):
                origin = chance.choice(SEEDS)
                path = Path(folder) / f"{number}.xlsx"
                path.write_bytes(mutant(good[origin][0], chance))
                jobs.append((path, origin))
            for (path, origin), outcome in read_in_children(jobs, _total_of_job, path_of=lambda job: job[0]):
                answers[outcome.rule if isinstance(outcome, Finding) else "read"] += 1
                yield from _faults(path, origin, outcome, good[origin][1])
    sys.stdout.write(f"{count} mutants, seed {seed}: {dict(answers.most_common())}\n")


def _total_of_job(job: tuple[Path, Path]) -> tuple[Decimal, int]:
    return total(job[0])


def _faults(path: Path, origin: Path, outcome, expected: tuple[Decimal, int]) -> Iterator[str]:
    if isinstance(outcome, Finding):
        if outcome.rule in ("file.crashed", "file.timeout", "file.memory"):
            yield f"{path.name} of {origin.name}: {outcome.rule} {outcome.message}"
    elif outcome != expected:
        yield f"{path.name} of {origin.name}: read {outcome}, was {expected}"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--mutants", type=int, default=10_000)
    options.add_argument("--seed", type=int, default=random.randrange(10**6))
    chosen = options.parse_args()
    faults = list(run(chosen.mutants, chosen.seed))
    sys.stdout.writelines(f"{fault}\n" for fault in faults)
    sys.exit(bool(faults))


if __name__ == "__main__":
    import fuzz  # by its name, so that the children find it

    fuzz.main()
