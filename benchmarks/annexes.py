"""C) Five hundred annexes of allocation decisions, wide: a column per component and level of budget."""

from __future__ import annotations

from benchmarks import contest, peers
from benchmarks.contest import Say
from benchmarks.stage import SEED, Stage
from benchmarks.workbooks.annexes import Annexes

TITLE = "500 wide allocation annexes"
FILES, FEW_FILES = 500, 10


def measure(stage: Stage, rounds: int, short: bool, say: Say) -> str:
    workload = stage.folder / "annexes"
    Annexes(stage.reference, SEED).write(workload, FEW_FILES if short else FILES)
    names = [name for name in peers.SCRIPTS if name != peers.EXPECTATIONS]
    return contest.run([peers.fundflow(stage, workload), *peers.peers(stage, workload, *names)], stage, rounds, say)
