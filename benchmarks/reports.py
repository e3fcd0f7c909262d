"""A) A thousand monthly reports of 60 rows: first all of them, then again unchanged, then 50 of them corrected."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from statistics import median

from benchmarks import contest, peers
from benchmarks.contest import Say
from benchmarks.measuring import timed
from benchmarks.stage import FUNDFLOW, SEED, Stage
from benchmarks.workbooks.reports import Reports
from fundflow.periods import month_end

TITLE = "1,000 report workbooks of 60 rows"
FILES, FEW_FILES, CORRECTED = 1000, 20, 50


def measure(stage: Stage, rounds: int, short: bool, say: Say) -> str:
    reports = Reports(stage.reference, SEED)
    workload = stage.folder / "reports"
    paths = reports.write(workload, FEW_FILES if short else FILES)
    contestants = [peers.fundflow(stage, workload), *peers.peers(stage, workload, *peers.SCRIPTS)]
    table = contest.run(contestants, stage, rounds, say)
    return f"{table}\n\n{_again(stage, reports, workload, paths[-CORRECTED:], rounds, say)}"


def _again(stage: Stage, reports: Reports, workload: Path, corrected: list[Path], rounds: int, say: Say) -> str:
    """On one warehouse that has loaded the files before."""
    environment = stage.migrated() | {"FUNDFLOW_SETTLE_SECONDS": "0"}
    inbox = Path(environment["FUNDFLOW_HOME"]) / "inbox"
    shutil.copytree(workload, inbox)
    ingest: list[str | Path] = [FUNDFLOW, "ingest"]
    timed(ingest, environment, stage.server)
    unchanged = [timed(ingest, environment, stage.server).seconds for _ in range(rounds)]
    fixed = []
    for number in range(1, rounds + 1):
        for path in corrected:
            reports.report(inbox / path.relative_to(workload), _unit(stage, path), _day(path), correction=number)
        fixed.append(timed(ingest, environment, stage.server).seconds)
    say(f"  unchanged {median(unchanged):.2f} s, {len(corrected)} corrected {median(fixed):.2f} s")
    return (
        f"The same files again, nothing changed: **{median(unchanged):.2f} s**, the start of the process included. "
        f"Then {len(corrected)} of them corrected: **{median(fixed):.2f} s**, one run of Great Expectations included."
    )


def _unit(stage: Stage, path: Path):
    return stage.reference.units[path.parent.name]


def _day(path: Path) -> date:
    return month_end(date.fromisoformat(path.stem[-7:] + "-01"))
