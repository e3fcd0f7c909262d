"""B) One workbook of 100,000 rows and 20 columns: a province's report with every commune under every component."""

from __future__ import annotations

from benchmarks import contest, peers
from benchmarks.contest import Say
from benchmarks.stage import ROOT, SEED, Stage
from benchmarks.workbooks import province

TITLE = "One workbook of 100,000 rows × 20 columns"
ROWS, COMMUNES = 100_000, 4_000
FEW_ROWS, FEW_COMMUNES = 1_000, 50


def measure(stage: Stage, rounds: int, short: bool, say: Say) -> str:
    rows, communes = (FEW_ROWS, FEW_COMMUNES) if short else (ROWS, COMMUNES)
    root = province.with_communes(ROOT, stage.folder / "root", communes)
    workload = stage.folder / "large"
    workbook = workload / province.PROVINCE / "BC toan tinh.xlsx"
    workbook.parent.mkdir(parents=True)
    province.write(workbook, stage.reference, communes, rows, SEED)
    names = (peers.PANDAS, peers.DLT_CALAMINE, peers.FLOOR, peers.READ_ONLY)
    contestants = [peers.fundflow(stage, workload, root), *peers.peers(stage, workload, *names)]
    return contest.run(contestants, stage, rounds, say)
